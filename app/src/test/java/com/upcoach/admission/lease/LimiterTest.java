package com.upcoach.admission.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.admission.Admission;
import com.upcoach.admission.Admission.Standing;
import com.upcoach.admission.LimiterMeter.Decision;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Quota;
import com.upcoach.admission.Subject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LimiterTest {
    private static final int MEMBERS = 3;
    private static final int LIMIT = 100;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Limits LIMITS = limits(Set.of(), Set.of());

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(20_000).toNanos());
    private LocalCluster cluster = cluster(MEMBERS, LIMITS);
    private final Subject person = Subject.user(Policy.API, UUID.randomUUID());

    @Test
    void exactlyTheQuotaOfManyAtOnce() {
        LocalCluster running = new LocalCluster(MEMBERS, LIMITS, System::nanoTime);
        for (int round = 0; round < 50; round++) {
            assertThat(admittedOfMany(running, Policy.API))
                    .as("round %d", round)
                    .isEqualTo(LIMIT);
        }
    }

    @Test
    void aCounterThatIsReadAndThenWrittenIsFound() {
        LocalCluster faulty = new LocalCluster(MEMBERS, LIMITS, System::nanoTime);
        faulty.ledger.getThenPut();
        int most = 0;
        for (int round = 0; round < 50; round++) {
            most = Math.max(most, admittedOfMany(faulty, Policy.REFRESH));
        }
        assertThat(most).isGreaterThan(60);
    }

    private static int admittedOfMany(LocalCluster cluster, Policy policy) {
        Subject subject = Subject.user(policy, UUID.randomUUID());
        AtomicInteger admitted = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                int member = i % MEMBERS;
                threads.execute(() -> admitted.addAndGet(cluster.admits(member, subject) ? 1 : 0));
            }
        }
        return admitted.get();
    }

    @Test
    void remainingNeverRisesWhicheverMemberAnswers() {
        int last = LIMIT;
        for (int i = 0; i < 3 * LIMIT; i++) {
            int remaining = standing(ThreadLocalRandom.current().nextInt(MEMBERS), person)
                    .remaining();
            assertThat(remaining).isLessThanOrEqualTo(last);
            last = remaining;
        }
        assertThat(last).isZero();
    }

    @Test
    void remainingIsExactWhileOneMemberServesTheSubject() {
        for (int i = 1; i <= LIMIT; i++) {
            assertThat(standing(0, person).remaining()).isEqualTo(LIMIT - i);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Policy.class, names = "API", mode = EnumSource.Mode.EXCLUDE)
    void whatIsNotLeasedIsExactOnAllMembers(Policy policy) {
        Subject subject = Subject.user(policy, UUID.randomUUID());
        int quota = LIMITS.quota(policy).orElseThrow().permits();
        for (int i = 1; i <= quota; i++) {
            assertThat(standing(i % MEMBERS, subject).remaining()).isEqualTo(quota - i);
        }
        assertThat(cluster.admits(0, subject)).isFalse();
    }

    @Test
    void mostRequestsAskNobody() {
        for (int i = 0; i < 48; i++) {
            assertThat(cluster.admits(i % MEMBERS, person)).isTrue();
        }
        assertThat(cluster.ledger.asks()).isLessThanOrEqualTo(8);
    }

    @Test
    void whoWaitsForAnotherThatAsksIsToldToComeAgain() {
        Subject account = Subject.account(Policy.AUTH, "slow@test.example");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            synchronized (cluster.ledger) {
                List<Future<Optional<Admission>>> two = Stream.generate(
                                () -> threads.submit(() -> cluster.gate(0).admit(account, 1)))
                        .limit(2)
                        .toList();
                await().until(() -> two.stream().anyMatch(Future::isDone));
                assertThat(two.stream().filter(Future::isDone).map(Future::resultNow))
                        .containsExactly(Optional.of(new Admission.Unavailable()));
            }
        }
        assertThat(cluster.admits(0, account)).isTrue();
    }

    @Test
    void whatIsRefusedAsksNobody() {
        useUp(person);
        cluster.admits(0, person);
        int asks = cluster.ledger.asks();
        for (int i = 0; i < 1_000; i++) {
            assertThat(cluster.admits(0, person)).isFalse();
        }
        assertThat(cluster.ledger.asks()).isEqualTo(asks);
    }

    @Test
    void theWindowOpensOnTimeAndNoRefusalMakesItLonger() {
        useUp(person);
        nanos.addAndGet(WINDOW.toNanos() - 1_000_000);
        for (int member = 0; member < MEMBERS; member++) {
            assertThat(cluster.admits(member, person)).isFalse();
        }
        nanos.addAndGet(1_000_000);
        assertThat(standing(2, person)).isEqualTo(new Standing(new Quota(LIMIT, WINDOW), LIMIT - 1, WINDOW.toMillis()));
    }

    @Test
    void policiesAreSeparate() {
        Subject auth = new Subject(Policy.AUTH, person.kind(), person.id());
        useUp(auth);
        assertThat(cluster.admits(0, auth)).isFalse();
        assertThat(standing(0, person).remaining()).isEqualTo(LIMIT - 1);
    }

    @Test
    void theDeadLeakNoAdmission() {
        assertThat(cluster.admits(0, person)).isTrue();
        cluster.ledger.die(1);
        int admitted = 1;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(1 + i % 2, person) ? 1 : 0;
        }
        assertThat(admitted).isBetween(LIMIT - 15, LIMIT);
    }

    @Test
    void whoStopsGivesBackWhatItHolds() {
        assertThat(cluster.admits(0, person)).isTrue();
        cluster.limiter(0).close();
        cluster.ledger.die(1);
        int admitted = 1;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(1 + i % 2, person) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(LIMIT);
    }

    @Test
    void costIsTakenWholeOrNotAtAll() {
        assertThat(cluster.gate(0).admit(person, LIMIT - 2).orElseThrow()).isInstanceOf(Admission.Granted.class);
        assertThat(cluster.gate(1).admit(person, 3).orElseThrow()).isInstanceOf(Admission.Refused.class);
        assertThat(cluster.admits(1, person)).isTrue();
        assertThat(cluster.admits(2, person)).isTrue();
        assertThat(cluster.admits(2, person)).isFalse();
    }

    @Test
    void aPlanRaisesTheQuotaAtOnce() {
        AtomicInteger permits = new AtomicInteger(LIMIT);
        cluster = new LocalCluster(MEMBERS, LIMITS, subject -> Optional.of(permits.get()), nanos::get);
        useUp(person);
        assertThat(cluster.admits(1, person)).isFalse();
        permits.set(2 * LIMIT);
        int admitted = 0;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(i % MEMBERS, person) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(LIMIT);
    }

    @Test
    void theExemptAreNotCounted() {
        cluster = cluster(1, limits(Set.of(), Set.of(person.id())));
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(cluster.gate(0).admit(person, 1)).isEmpty();
        }
        assertThat(cluster.meter.of(Decision.EXEMPT)).isEqualTo(2 * LIMIT);
    }

    @Test
    void aPolicyInShadowModeCountsAndRefusesNobody() {
        cluster = cluster(1, limits(Set.of(Policy.API), Set.of()));
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(cluster.admits(0, person)).isTrue();
        }
        assertThat(cluster.meter.of(Decision.SHADOWED)).isEqualTo(LIMIT);
        assertThat(standing(0, person).remaining()).isZero();
    }

    @Test
    void theLastTenthIsReported() {
        useUp(person);
        assertThat(cluster.meter.nearLimit.sum()).isBetween(10L, 40L);
    }

    @Test
    void anOperatorShowsAndResets() {
        useUp(person);
        assertThat(cluster.gate(1).standing(person).orElseThrow().remaining()).isZero();
        cluster.gate(2).reset(person);
        assertThat(cluster.gate(1).standing(person)).isEmpty();
        assertThat(standing(0, person).remaining()).isEqualTo(LIMIT - 1);
    }

    @Test
    void withoutTheCountersAuthRefusesAndApiHasACeilingOfEachMember() {
        cluster.ledger.reachable(false);
        Subject auth = Subject.account(Policy.AUTH, "a@b.example");
        assertThat(cluster.gate(0).admit(auth, 1)).contains(new Admission.Unavailable());
        int ceiling = Math.ceilDiv(LIMIT, MEMBERS);
        for (int member = 0; member < MEMBERS; member++) {
            int admitted = 0;
            for (int i = 0; i < LIMIT; i++) {
                admitted += cluster.admits(member, person) ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(ceiling);
        }
    }

    @Test
    void whatWasAdmittedWithoutTheCountersIsCountedAfterwards() {
        cluster.ledger.reachable(false);
        for (int i = 0; i < 20; i++) {
            assertThat(cluster.admits(0, person)).isTrue();
        }
        cluster.ledger.reachable(true);
        nanos.addAndGet(Shares.LOST.toNanos() + 1);
        int admitted = 0;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(0, person) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(LIMIT - 20);
        nanos.addAndGet(WINDOW.toNanos());
        assertThat(standing(1, person).remaining()).isEqualTo(LIMIT - 1);
    }

    @Test
    void theCeilingHeedsWhatWasSpentBefore() {
        for (int i = 0; i < LIMIT - 10; i++) {
            assertThat(cluster.admits(0, person)).isTrue();
        }
        cluster.ledger.reachable(false);
        int admitted = 0;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(0, person) ? 1 : 0;
        }
        assertThat(admitted).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Policy.class,
            names = {"API", "REFRESH"})
    void whatWasAdmittedWithoutTheCountersIsOfNoLaterWindow(Policy policy) {
        Subject subject = Subject.user(policy, UUID.randomUUID());
        cluster.ledger.reachable(false);
        for (int i = 0; i < 10; i++) {
            assertThat(cluster.admits(0, subject)).isTrue();
        }
        cluster.ledger.reachable(true);
        nanos.addAndGet(WINDOW.toNanos() + 1);
        Standing standing = standing(0, subject);
        assertThat(standing.remaining()).isEqualTo(standing.quota().permits() - 1);
    }

    @Test
    void anAnswerLostAtTheStartOfALaterWindowLosesNoPermits() {
        assertThat(cluster.admits(0, person)).isTrue();
        nanos.addAndGet(WINDOW.toNanos() + 1);
        cluster.ledger.loseAnswer();
        assertThat(standing(0, person).remaining()).isEqualTo(LIMIT - 1);
    }

    @Test
    void refusalsAreRememberedWhileAHolderCannotGiveBack() {
        LocalCluster running = new LocalCluster(MEMBERS, LIMITS, System::nanoTime);
        assertThat(running.admits(0, person)).isTrue();
        running.ledger.freezeHolders();
        int admitted = 1;
        while (running.admits(1, person)) {
            admitted++;
        }
        assertThat(admitted).isBetween(LIMIT - 16, LIMIT);
        int asks = running.ledger.asks();
        for (int i = 0; i < 1_000; i++) {
            assertThat(running.admits(1, person)).isFalse();
        }
        assertThat(running.ledger.asks() - asks).isLessThan(500);
    }

    @Test
    void whoHasStoppedHoldsNobodyUp() {
        for (int i = 0; i < 16; i++) {
            assertThat(cluster.admits(0, person)).isTrue();
        }
        cluster.limiter(0).close();
        int admitted = 16;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(1 + i % 2, person) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(LIMIT);
        assertThat(cluster.ledger.asks()).isLessThan(LIMIT);
    }

    @Test
    void aMillionSubjectsDoNotLoseThePermitsOfAnHonestOne() {
        assertThat(cluster.admits(0, person)).isTrue();
        for (int i = 0; i < 100_000; i++) {
            cluster.limiter(0).admit(Subject.user(Policy.API, new UUID(1, i)), 1);
        }
        int admitted = 1;
        for (int i = 0; i < 2 * LIMIT; i++) {
            admitted += cluster.admits(i % MEMBERS, person) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(LIMIT);
    }

    @Test
    void twoClientsNeverShareACounter() throws Exception {
        assertThat(List.of(
                        Subject.address(Policy.API, InetAddress.ofLiteral("192.0.2.1")),
                        Subject.address(Policy.API, InetAddress.ofLiteral("192.0.2.2")),
                        Subject.address(Policy.API, InetAddress.ofLiteral("2001:db8:0:100::1")),
                        Subject.address(Policy.API, InetAddress.ofLiteral("2001:db8:0:200::1")),
                        Subject.account(Policy.API, "192.0.2.1"),
                        Subject.account(Policy.AUTH, "192.0.2.1")))
                .extracting(SubjectId::of)
                .doesNotHaveDuplicates();
        assertThat(Subject.address(Policy.API, InetAddress.ofLiteral("2001:db8:0:1ff::1")))
                .isEqualTo(Subject.address(Policy.API, InetAddress.ofLiteral("2001:db8:0:100::1")));
    }

    private void useUp(Subject subject) {
        int quota = LIMITS.quota(subject.policy()).orElseThrow().permits();
        for (int i = 0; i < quota; i++) {
            assertThat(cluster.admits(i % MEMBERS, subject)).isTrue();
        }
    }

    private Standing standing(int member, Subject subject) {
        return switch (cluster.gate(member).admit(subject, 1).orElseThrow()) {
            case Admission.Granted granted -> granted.standing();
            case Admission.Refused refused -> refused.standing();
            case Admission.Unavailable ignored -> throw new AssertionError("unavailable");
        };
    }

    private LocalCluster cluster(int members, Limits limits) {
        return new LocalCluster(members, limits, nanos::get);
    }

    private static Limits limits(Set<Policy> shadow, Set<String> exempt) {
        return new Limits(
                Map.of(
                        Policy.API, new Quota(LIMIT, WINDOW),
                        Policy.AUTH, new Quota(5, WINDOW),
                        Policy.AI, new Quota(50, WINDOW),
                        Policy.REFRESH, new Quota(60, Duration.ofMinutes(1))),
                shadow,
                exempt,
                List.of());
    }
}
