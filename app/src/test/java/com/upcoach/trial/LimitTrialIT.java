package com.upcoach.trial;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** L1, L2, L4, L5, L7, L9: the limits of a cluster of three are exact, whoever asks whom and whoever dies. */
class LimitTrialIT {
    private static final int LIMIT = 100;
    private static final int BURST = 2_000;

    /** No other member is ever granted more than this at once of a hundred permits, see {@code Share.FIRST_BLOCK}. */
    private static final int BLOCK = 16;

    private static final Map<String, String> STANDARD =
            Map.of("UPCOACH_TRUSTED_PROXIES", "127.0.0.1/32", "UPCOACH_LIMIT_REFRESH", "3/1s");

    private static final Map<String, String> SHORT_LEASES =
            Map.of("UPCOACH_TRUSTED_PROXIES", "127.0.0.1/32", "UPCOACH_LIMIT_API", "10/1s");

    private static final Cluster CLUSTER = Cluster.limited(3, Mutant.NONE, STANDARD);
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void exactlyTheQuotaOfACrowdOnAllMembers() {
        int rounds = 3 * Report.scale();
        Report report = new Report("limit exact");
        Client person = register(CLUSTER);
        for (int round = 0; round < rounds; round++) {
            reset(person);
            Crowd crowd = Crowd.of(BURST, Crowd.goals(person, bases(CLUSTER)));
            assertThat(crowd.of(200)).as("round %d: %s", round, crowd).isEqualTo(LIMIT);
            assertThat(crowd.of(429)).as("round %d: %s", round, crowd).isEqualTo(BURST - LIMIT);
        }
        report.bound("rounds of %d at once that admitted other than %d".formatted(BURST, LIMIT), 0, rounds);
        report.write();
        aRefusalTellsWhenToComeAgain(person.get(CLUSTER.base(0), "/api/goals"));
        assertThat(header(person.get(CLUSTER.base(0), "/api/ai/recommendations"), "RateLimit-Remaining"))
                .as("another policy")
                .isEqualTo("49");
    }

    @Test
    void signingInIsCountedByAddressAndByAccount() {
        List<String> bases = bases(CLUSTER);
        Crowd oneAddress =
                Crowd.of(60, i -> Crowd.logIn(bases.get(i % 3), UUID.randomUUID() + "@test.example", "198.51.100.1"));
        assertThat(oneAddress.of(429)).as(oneAddress.toString()).isEqualTo(55);
        String account = UUID.randomUUID() + "@test.example";
        Crowd oneAccount = Crowd.of(60, i -> Crowd.logIn(bases.get(i % 3), account, "203.0.113." + i));
        assertThat(oneAccount.of(429)).as(oneAccount.toString()).isEqualTo(55);
    }

    private static void aRefusalTellsWhenToComeAgain(HttpResponse<String> refusal) {
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(header(refusal, "RateLimit-Policy")).isEqualTo("100;w=900");
        assertThat(header(refusal, "RateLimit-Limit")).isEqualTo("100");
        assertThat(header(refusal, "RateLimit-Remaining")).isEqualTo("0");
        assertThat(header(refusal, "Retry-After")).isEqualTo(header(refusal, "RateLimit-Reset"));
        assertThat(header(refusal, "Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = json(refusal);
        assertThat(problem.get("code").asText()).isEqualTo("too-many-requests");
        assertThat(problem.get("error").asText()).isEqualTo("Too many requests");
        Instant retryAfter = Instant.parse(problem.get("retryAfter").asText());
        assertThat(retryAfter)
                .isCloseTo(
                        Instant.now().plusSeconds(Long.parseLong(header(refusal, "Retry-After"))),
                        within(2, ChronoUnit.SECONDS));
    }

    @Test
    void windowsOpenOnceAndOnTime() throws Exception {
        List<String> bases = bases(CLUSTER);
        WindowTrial.run(
                "windows",
                3,
                IntStream.range(0, 20)
                        .<Supplier<HttpResponse<String>>>mapToObj(i -> () -> Client.anonymous()
                                .get(any(bases), "/api/auth/refresh", "X-Forwarded-For", "198.51.100." + i)));
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
    void windowsOfLeasesOpenOnceAndOnTime() throws Exception {
        try (Cluster cluster = Cluster.limited(3, Mutant.NONE, SHORT_LEASES)) {
            List<String> bases = bases(cluster);
            WindowTrial.run(
                    "windows of leases", 10, IntStream.range(0, 4).<Supplier<HttpResponse<String>>>mapToObj(i -> {
                        Client person = register(cluster);
                        return () -> person.get(any(bases), "/api/goals");
                    }));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesWhatIsNotDebited() {
        try (Cluster cluster = Cluster.limited(3, Mutant.NOT_DEBITED, STANDARD)) {
            Client person = register(cluster);
            assertThat(Crowd.of(BURST, Crowd.goals(person, bases(cluster))).of(200))
                    .isGreaterThan(LIMIT);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesAWindowThatNeverEnds() {
        try (Cluster cluster = Cluster.limited(1, Mutant.WINDOW_STUCK, STANDARD)) {
            IntFunction<HttpResponse<String>> refresh =
                    i -> Client.anonymous().get(cluster.base(0), "/api/auth/refresh");
            assertThat(Crowd.of(10, refresh).of(429)).isEqualTo(7);
            await().during(Duration.ofSeconds(2))
                    .until(() -> Crowd.of(1, refresh).of(429) == 1);
        }
    }

    @Test
    void theDeadLeakNoAdmission() throws InterruptedException {
        int kills = Report.scale();
        Report report = new Report("limit kills");
        List<Long> admitted = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            Client person = register(CLUSTER);
            KilledBurst burst = KilledBurst.run(CLUSTER, person, BURST);
            admitted.add(burst.admitted());
            CLUSTER.add(1);
            assertThat(burst.admitted()).as(burst.toString()).isLessThanOrEqualTo(LIMIT);
            assertThat(burst.admitted() + burst.unanswered() + BLOCK)
                    .as(burst.toString())
                    .isGreaterThanOrEqualTo(LIMIT);
        }
        report.line(kills + " SIGKILLs of a member in the middle of a burst, admitted of " + LIMIT + ": " + admitted);
        report.bound("bursts that admitted more", 0, kills);
        report.write();
    }

    @Test
    void aRollingRestartKeepsTheCounts() throws InterruptedException {
        Client person = register(CLUSTER);
        String email = UUID.randomUUID() + "@test.example";
        for (int i = 0; i < 3; i++) {
            assertThat(Crowd.logIn(CLUSTER.base(i), email, "198.51.100.9").statusCode())
                    .isEqualTo(401);
        }
        assertThat(Crowd.of(30, Crowd.goals(person, bases(CLUSTER))).of(200)).isEqualTo(30);
        for (MemberProcess member : CLUSTER.members()) {
            CLUSTER.stop(member);
            CLUSTER.add(1);
        }
        Crowd logIns = Crowd.of(10, i -> Crowd.logIn(CLUSTER.base(i % 3), email, "198.51.100.9"));
        assertThat(logIns.of(429)).as(logIns.toString()).isEqualTo(8);
        Crowd goals = Crowd.of(BURST, Crowd.goals(person, bases(CLUSTER)));
        assertThat(goals.of(200)).as(goals.toString()).isEqualTo(LIMIT - 30);
    }

    @Test
    void belowQuorumSigningInIsRefusedAndTheApiHasACeiling() throws InterruptedException {
        int ceiling = Math.ceilDiv(LIMIT, 3);
        List<Client> people = List.of(register(CLUSTER), register(CLUSTER), register(CLUSTER));
        CLUSTER.kill(CLUSTER.members().getLast());
        CLUSTER.kill(CLUSTER.members().getLast());
        String last = CLUSTER.base(0);
        await().atMost(Duration.ofSeconds(10)).until(() -> logInStatus(last) == 503);
        for (Client person : people) {
            Crowd crowd = Crowd.of(300, Crowd.goals(person, List.of(last)));
            assertThat(crowd.of(200)).as(crowd.toString()).isEqualTo(ceiling);
            assertThat(crowd.of(429)).as(crowd.toString()).isEqualTo(300 - ceiling);
        }
        assertThat(logInStatus(last)).isEqualTo(503);

        CLUSTER.add(2);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bases(CLUSTER).stream().allMatch(base -> logInStatus(base) == 401));
        Crowd healed = Crowd.of(BURST, Crowd.goals(people.getFirst(), bases(CLUSTER)));
        assertThat(healed.of(200)).as(healed.toString()).isLessThanOrEqualTo(LIMIT - ceiling);
        Client newcomer = register(CLUSTER);
        Crowd goals = Crowd.of(BURST, Crowd.goals(newcomer, bases(CLUSTER)));
        assertThat(goals.of(200)).as(goals.toString()).isEqualTo(LIMIT);
    }

    private static int logInStatus(String base) {
        return Crowd.logIn(base, UUID.randomUUID() + "@test.example", address()).statusCode();
    }

    private static Client register(Cluster cluster) {
        return Client.registeredFrom(cluster.anyBase(), address());
    }

    /** Another address for each, as signing in is counted by it. */
    private static String address() {
        int number = ADDRESSES.incrementAndGet();
        return "192.0." + number / 250 + "." + number % 250;
    }

    private static void reset(Client person) {
        HttpResponse<String> reset = Client.anonymous()
                .send(CLUSTER.members().getFirst().adminBase(), "DELETE", "/admin/limits/api/user:" + person.id(), "");
        assertThat(reset.statusCode()).isEqualTo(204);
    }

    private static List<String> bases(Cluster cluster) {
        return cluster.members().stream().map(MemberProcess::base).toList();
    }

    private static String any(List<String> bases) {
        return bases.get(ThreadLocalRandom.current().nextInt(bases.size()));
    }
}
