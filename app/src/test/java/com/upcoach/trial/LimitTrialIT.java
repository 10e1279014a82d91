package com.upcoach.trial;

import static com.upcoach.Client.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** L1, L2, L4, L5, L7, L9: the limits of a cluster of three are exact, whoever asks whom and whoever dies. */
class LimitTrialIT {
    private static final int LIMIT = 100;
    private static final int BURST = 2_000;

    /** No other member is ever granted more than this at once of a hundred permits, see {@code Share.FIRST_BLOCK}. */
    private static final int BLOCK = 16;

    private static final Map<String, String> STANDARD = Map.of("UPCOACH_TRUSTED_PROXIES", "127.0.0.1/32");

    private static final Map<String, String> SHORT_WINDOWS = Map.of(
            "UPCOACH_TRUSTED_PROXIES", "127.0.0.1/32", "UPCOACH_LIMIT_REFRESH", "3/1s", "UPCOACH_LIMIT_API", "10/1s");

    @Test
    void exactlyTheQuotaOfACrowdOnAllMembers() {
        int rounds = 3 * Report.scale();
        Report report = new Report("limit exact");
        try (Cluster cluster = Cluster.limited(3, Mutant.NONE, STANDARD)) {
            Client person = register(cluster, 1);
            for (int round = 0; round < rounds; round++) {
                reset(cluster, "api", "user:" + person.id());
                Crowd crowd = Crowd.of(BURST, Crowd.goals(person, bases(cluster)));
                assertThat(crowd.of(200)).as("round %d: %s", round, crowd).isEqualTo(LIMIT);
                assertThat(crowd.of(429)).as("round %d: %s", round, crowd).isEqualTo(BURST - LIMIT);
            }
            report.bound("rounds of %d at once that admitted other than %d".formatted(BURST, LIMIT), 0, rounds);
            signingInIsCountedByAddressAndByAccount(cluster);
            usingOnePolicyUpLeavesTheOthersFull(cluster, person);
        }
        report.write();
    }

    private static void signingInIsCountedByAddressAndByAccount(Cluster cluster) {
        List<String> bases = bases(cluster);
        Crowd oneAddress =
                Crowd.of(60, i -> Crowd.logIn(bases.get(i % 3), UUID.randomUUID() + "@test.example", "198.51.100.1"));
        assertThat(oneAddress.of(401)).as(oneAddress.toString()).isEqualTo(5);
        String account = UUID.randomUUID() + "@test.example";
        Crowd oneAccount = Crowd.of(60, i -> Crowd.logIn(bases.get(i % 3), account, "203.0.113." + i));
        assertThat(oneAccount.of(401)).as(oneAccount.toString()).isEqualTo(5);
        assertThat(oneAccount.of(429)).as(oneAccount.toString()).isEqualTo(55);
    }

    private static void usingOnePolicyUpLeavesTheOthersFull(Cluster cluster, Client person) {
        assertThat(header(person.get(cluster.base(0), "/api/ai/usage"), "RateLimit-Remaining"))
                .isEqualTo("49");
        assertThat(header(person.get(cluster.base(1), "/api/auth/refresh"), "RateLimit-Remaining"))
                .isEqualTo("59");
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesWhatIsNotDebited() {
        try (Cluster cluster = Cluster.limited(3, Mutant.NOT_DEBITED, STANDARD)) {
            Client person = register(cluster, 1);
            assertThat(Crowd.of(BURST, Crowd.goals(person, bases(cluster))).of(200))
                    .isGreaterThan(LIMIT);
        }
    }

    @Test
    void windowsOpenOnceAndOnTime() throws Exception {
        int subjects = 20;
        int windows = 3 * Report.scale();
        Report report = new Report("limit windows");
        try (Cluster cluster = Cluster.limited(3, Mutant.NONE, SHORT_WINDOWS)) {
            List<WindowWatch> watches = watch(cluster, subjects, windows);
            List<Long> late = watches.stream()
                    .flatMap(watch -> watch.lateMillis().stream())
                    .toList();
            report.bound(
                    "windows that opened early",
                    watches.stream().mapToLong(WindowWatch::early).sum(),
                    late.size());
            report.bound(
                    "windows that admitted other than their quota",
                    watches.stream().mapToLong(WindowWatch::wrong).sum(),
                    late.size());
            report.bound(
                    "answers whose Remaining rose within a window",
                    watches.stream().mapToLong(WindowWatch::risen).sum(),
                    watches.stream().mapToLong(WindowWatch::answers).sum());
            report.spread("opened after its time", late, Long::longValue);
            report.write();
            assertThat(watches).allMatch(watch -> watch.early() + watch.wrong() + watch.risen() == 0, "exact");
        }
    }

    private static List<WindowWatch> watch(Cluster cluster, int subjects, int windows) throws Exception {
        List<Future<WindowWatch>> running = new ArrayList<>();
        List<String> bases = bases(cluster);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < subjects; i++) {
                String address = "198.51.100." + i;
                running.add(threads.submit(() -> WindowWatch.of(
                        3,
                        Duration.ofSeconds(1),
                        windows,
                        () -> Client.anonymous().get(any(bases), "/api/auth/refresh", "X-Forwarded-For", address))));
            }
            for (int i = 0; i < 4; i++) {
                Client person = register(cluster, 10 + i);
                running.add(threads.submit(() -> WindowWatch.of(
                        10, Duration.ofSeconds(1), windows, () -> person.get(any(bases), "/api/goals"))));
            }
        }
        List<WindowWatch> watches = new ArrayList<>();
        for (Future<WindowWatch> each : running) {
            watches.add(each.get());
        }
        return watches;
    }

    @Test
    void theDeadLeakNoAdmission() throws InterruptedException {
        int kills = 2 * Report.scale();
        Report report = new Report("limit kills");
        List<Long> admitted = new ArrayList<>();
        try (Cluster cluster = Cluster.limited(3, Mutant.NONE, STANDARD)) {
            for (int i = 0; i < kills; i++) {
                Client person = register(cluster, i);
                KilledBurst burst = KilledBurst.run(cluster, person, BURST);
                admitted.add(burst.admitted());
                assertThat(burst.admitted()).as(burst.toString()).isLessThanOrEqualTo(LIMIT);
                assertThat(burst.admitted() + burst.unanswered() + BLOCK)
                        .as(burst.toString())
                        .isGreaterThanOrEqualTo(LIMIT);
                cluster.add(1);
            }
        }
        report.line(kills + " SIGKILLs of a member in the middle of a burst, admitted of " + LIMIT + ": " + admitted);
        report.bound("bursts that admitted more", 0, kills);
        report.write();
    }

    @Test
    void aRollingRestartKeepsTheCounts() throws InterruptedException {
        try (Cluster cluster = Cluster.limited(3, Mutant.NONE, STANDARD)) {
            Client person = register(cluster, 1);
            String email = UUID.randomUUID() + "@test.example";
            for (int i = 0; i < 3; i++) {
                assertThat(Crowd.logIn(cluster.base(i), email, "198.51.100.9").statusCode())
                        .isEqualTo(401);
            }
            assertThat(Crowd.of(30, Crowd.goals(person, bases(cluster))).of(200))
                    .isEqualTo(30);
            for (MemberProcess member : cluster.members()) {
                cluster.stop(member);
                cluster.add(1);
            }
            Crowd logIns = Crowd.of(10, i -> Crowd.logIn(cluster.base(i % 3), email, "198.51.100.9"));
            assertThat(logIns.of(401)).as(logIns.toString()).isEqualTo(2);
            Crowd goals = Crowd.of(BURST, Crowd.goals(person, bases(cluster)));
            assertThat(goals.of(200)).as(goals.toString()).isEqualTo(LIMIT - 30);
        }
    }

    @Test
    void belowQuorumSigningInIsRefusedAndTheApiHasACeiling() throws InterruptedException {
        try (Cluster cluster = Cluster.limited(3, Mutant.NONE, STANDARD)) {
            List<Client> people = List.of(register(cluster, 1), register(cluster, 2), register(cluster, 3));
            cluster.kill(cluster.members().getLast());
            cluster.kill(cluster.members().getLast());
            String last = cluster.base(0);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            Crowd.logIn(last, "a@test.example", "198.51.100.1").statusCode() == 503);
            for (Client person : people) {
                Crowd crowd = Crowd.of(300, Crowd.goals(person, List.of(last)));
                assertThat(crowd.of(200)).as(crowd.toString()).isEqualTo(Math.ceilDiv(LIMIT, 3));
                assertThat(crowd.of(429)).as(crowd.toString()).isEqualTo(300 - Math.ceilDiv(LIMIT, 3));
            }
            HttpResponse<String> refused = Crowd.logIn(last, "b@test.example", "198.51.100.2");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("1");

            cluster.add(2);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            Crowd.logIn(last, "c@test.example", "198.51.100.3").statusCode() == 401);
            Crowd healed = Crowd.of(BURST, Crowd.goals(people.getFirst(), bases(cluster)));
            assertThat(healed.of(200)).as(healed.toString()).isLessThanOrEqualTo(LIMIT - Math.ceilDiv(LIMIT, 3));
            Client newcomer = register(cluster, 4);
            assertThat(Crowd.of(BURST, Crowd.goals(newcomer, bases(cluster))).of(200))
                    .isEqualTo(LIMIT);
        }
    }

    private static Client register(Cluster cluster, int number) {
        return Client.registeredFrom(cluster.anyBase(), "192.0.2." + number);
    }

    private static void reset(Cluster cluster, String policy, String subject) {
        HttpResponse<String> reset = Client.anonymous()
                .send(
                        cluster.members().getFirst().adminBase(),
                        "DELETE",
                        "/admin/limits/" + policy + "/" + subject,
                        "");
        assertThat(reset.statusCode()).isEqualTo(204);
    }

    private static List<String> bases(Cluster cluster) {
        return cluster.members().stream().map(MemberProcess::base).toList();
    }

    private static String any(List<String> bases) {
        return bases.get(ThreadLocalRandom.current().nextInt(bases.size()));
    }

    /**
     * A burst in whose middle a member is killed.
     *
     * @param admitted answers of 200, the stragglers afterwards among them
     * @param unanswered requests that had no answer, which may have been admitted
     */
    private record KilledBurst(long admitted, long unanswered) {
        static KilledBurst run(Cluster cluster, Client person, int requests) throws InterruptedException {
            List<String> bases = bases(cluster);
            MemberProcess victim = cluster.randomMember();
            int when = ThreadLocalRandom.current().nextInt(requests / 2);
            AtomicInteger sent = new AtomicInteger();
            Crowd burst = Crowd.of(requests, number -> {
                if (sent.incrementAndGet() == when) {
                    killed(cluster, victim);
                }
                return person.get(bases.get(number % bases.size()), "/api/goals");
            });
            // Whoever had no luck with the dead tries the others: what is left is admitted now.
            Crowd after = Crowd.of(requests, Crowd.goals(person, bases(cluster)));
            return new KilledBurst(
                    burst.of(200) + after.of(200), burst.of(Crowd.NO_ANSWER, 503) + after.of(Crowd.NO_ANSWER, 503));
        }

        private static void killed(Cluster cluster, MemberProcess victim) {
            try {
                cluster.kill(victim);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
