package com.upcoach.trial;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Sessions on three members: what one of them does holds at the others. */
class SessionTrialIT {
    private static final long PROMISED_MILLIS = 1_000;
    private static final String MUTANT = "a mutant: mvn verify -Ptrials";
    private static final Cluster CLUSTER = Cluster.start(3, Mutant.NONE);

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    private static HttpResponse<String> registered(Cluster cluster, int member) {
        String body = "{\"email\":\"%s@test.example\",\"password\":\"walk-before-you-run\",\"displayName\":\"Test\"}"
                .formatted(UUID.randomUUID());
        return Client.anonymous().send(cluster.base(member), "POST", "/api/auth/register", body);
    }

    private static HttpResponse<String> refresh(Cluster cluster, int member, String token) {
        return Client.anonymous()
                .send(cluster.base(member), "POST", "/api/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    private static String refreshToken(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return json(response).get("refreshToken").asText();
    }

    private static HttpResponse<String> logOut(Cluster cluster, int member, Client client) {
        return client.send(cluster.base(member), "POST", "/api/auth/logout", "");
    }

    private static int asks(Cluster cluster, int member, Client client) {
        return client.get(cluster.base(member), "/api/goals").statusCode();
    }

    /** At all members, so that each has the session in its near cache and in mind. */
    private static void assertLives(Cluster cluster, Client client) {
        for (int member = 0; member < 3; member++) {
            assertThat(asks(cluster, member, client)).isEqualTo(200);
        }
    }

    /** Asks all members in turn until each refuses; returns the milliseconds, twice the promise at most. */
    private static long millisUntilRefused(Cluster cluster, Client client) {
        long start = System.nanoTime();
        long millis = 0;
        for (int member = 0; member < 3; member++) {
            while (asks(cluster, member, client) != 401 && millis < 2 * PROMISED_MILLIS) {
                millis = (System.nanoTime() - start) / 1_000_000;
            }
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void assertEnded(Client client) {
        assertThat(millisUntilRefused(CLUSTER, client)).isLessThanOrEqualTo(PROMISED_MILLIS);
    }

    private static String code(HttpResponse<String> response) {
        return json(response).path("code").asText();
    }

    private static long live(Cluster cluster, String user) {
        return cluster.number("SELECT count(*) FROM sessions WHERE revoked_at IS NULL AND user_id = '" + user + "'");
    }

    @Test
    void whatEndsAtOneMemberIsRefusedAtTheOthers() {
        Report report = new Report("sessions ended");
        List<Long> millis = untilRefused(CLUSTER, 10 * Report.scale());
        report.spread("refused by three members after", millis, Long::longValue);
        report.bound("later than promised", late(millis), millis.size());
        report.write();
        assertThat(late(millis)).isZero();
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = MUTANT)
    void aMemberThatNeverAsksAgainIsSeen() {
        try (Cluster cluster = Cluster.start(3, Mutant.SESSION_STUCK)) {
            assertThat(late(untilRefused(cluster, 1))).isOne();
        }
    }

    private static long late(List<Long> millis) {
        return millis.stream().filter(each -> each > PROMISED_MILLIS).count();
    }

    private static List<Long> untilRefused(Cluster cluster, int rounds) {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Client client = Client.signedIn(registered(cluster, round % 3));
            assertLives(cluster, client);
            int at = (round + 1) % 3;
            assertThat(logOut(cluster, at, client).statusCode()).isEqualTo(204);
            assertThat(asks(cluster, at, client)).isEqualTo(401);
            millis.add(millisUntilRefused(cluster, client));
        }
        return millis;
    }

    @Test
    void aHundredRefreshesAtOnceGetOneSuccessorAndOneFamilyLives() throws Exception {
        for (int round = 0; round < 3 * Report.scale(); round++) {
            assertThat(generationAfterAHundred(CLUSTER)).isEqualTo(1);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = MUTANT)
    void aRefreshThatChangesNothingIsSeen() throws Exception {
        try (Cluster cluster = Cluster.start(3, Mutant.ALL_ROTATE)) {
            assertThat(generationAfterAHundred(cluster)).isNotEqualTo(1);
        }
    }

    /** Uses one token a hundred times at once, over all members, and tells how often its session was refreshed then. */
    private static long generationAfterAHundred(Cluster cluster) throws Exception {
        HttpResponse<String> first = registered(cluster, 0);
        String token = refreshToken(first);
        List<Future<String>> tries = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 100; i++) {
                int member = i % 3;
                tries.add(crowd.submit(() -> refreshToken(refresh(cluster, member, token))));
            }
        }
        Set<String> successors = new HashSet<>();
        for (Future<String> each : tries) {
            successors.add(each.get());
        }
        assertThat(successors).hasSize(1);
        String user = Client.signedIn(first).id();
        assertThat(live(cluster, user)).isOne();
        long generation = cluster.number("SELECT generation FROM sessions WHERE user_id = '" + user + "'");
        assertLives(
                cluster,
                Client.signedIn(refresh(cluster, 1, successors.iterator().next())));
        return generation;
    }

    @Test
    void aTokenThatIsUsedAgainEndsItsFamilyEverywhere() {
        for (int round = 0; round < 6 * Report.scale(); round++) {
            HttpResponse<String> first = registered(CLUSTER, round % 3);
            HttpResponse<String> third = refreshedTwice(CLUSTER, first, round);
            Client client = Client.signedIn(third);
            assertLives(CLUSTER, client);
            assertThat(code(refresh(CLUSTER, round % 3, refreshToken(first)))).isEqualTo("refresh-reused");
            assertEnded(client);
            assertThat(code(refresh(CLUSTER, (round + 1) % 3, refreshToken(third))))
                    .isEqualTo("refresh-invalid");
            assertThat(live(CLUSTER, Client.signedIn(first).id())).isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = MUTANT)
    void aMemberThatTakesAUsedTokenIsSeen() {
        try (Cluster cluster = Cluster.start(3, Mutant.REUSE_TAKEN)) {
            HttpResponse<String> first = registered(cluster, 0);
            refreshedTwice(cluster, first, 0);
            assertThat(code(refresh(cluster, 0, refreshToken(first)))).isNotEqualTo("refresh-reused");
        }
    }

    private static HttpResponse<String> refreshedTwice(Cluster cluster, HttpResponse<String> first, int round) {
        String second = refreshToken(refresh(cluster, (round + 1) % 3, refreshToken(first)));
        return refresh(cluster, (round + 2) % 3, second);
    }

    @Test
    void whileTheDatabaseIsAwaySessionsGoOnAndCannotBeEnded() {
        HttpResponse<String> registered = registered(CLUSTER, 0);
        Client client = Client.signedIn(registered);
        assertLives(CLUSTER, client);
        CLUSTER.wire().blackHole();
        try {
            for (int member = 0; member < 3; member++) {
                HttpResponse<String> refused = logOut(CLUSTER, member, client);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refresh(CLUSTER, member, refreshToken(registered)).statusCode())
                        .isEqualTo(503);
            }
            assertLives(CLUSTER, client);
        } finally {
            CLUSTER.wire().heal();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> logOut(CLUSTER, 1, client).statusCode() == 204);
        assertEnded(client);
    }

    /** Whether the COMMIT arrives or not: who was told that a session was ended has it ended. */
    @Test
    void anEndingWhoseCommitIsNotKnownIsMadeAgain() {
        for (boolean arrives : List.of(true, false)) {
            Client client = Client.signedIn(registered(CLUSTER, 0));
            assertLives(CLUSTER, client);
            CLUSTER.wire().cutCommits(1, arrives);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> logOut(CLUSTER, 0, client).statusCode() == 204);
            assertEnded(client);
            assertThat(live(CLUSTER, client.id())).isZero();
        }
    }

    /** PostgreSQL has ended it, and the grid does not know: whoever asks again must not be told that it is done. */
    @Test
    void anEndingThatNobodyLearnedOfIsMadeByTheNextTry() {
        HttpResponse<String> first = registered(CLUSTER, 0);
        Client stolen = Client.signedIn(first);
        Client owner = Client.signedIn(Client.anonymous()
                .send(
                        CLUSTER.base(1),
                        "POST",
                        "/api/auth/login",
                        "{\"email\":\"%s\",\"password\":\"walk-before-you-run\"}"
                                .formatted(json(first).at("/user/email").asText())));
        assertLives(CLUSTER, stolen);
        CLUSTER.wire().cutCommits(3, true);
        HttpResponse<String> unknown = logOutAll(owner);
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(code(unknown)).isEqualTo("outcome-unknown");
        assertThat(live(CLUSTER, stolen.id())).as("the COMMIT arrived").isOne();
        await().atMost(Duration.ofSeconds(10)).until(() -> logOutAll(owner).statusCode() == 204);
        assertEnded(stolen);
    }

    private static HttpResponse<String> logOutAll(Client client) {
        return client.send(CLUSTER.base(1), "POST", "/api/auth/logout-all", "");
    }

    @Test
    void aSessionOutlivesTheMemberThatOwnsIt() throws InterruptedException {
        List<Client> clients = IntStream.range(0, 9)
                .mapToObj(i -> Client.signedIn(registered(CLUSTER, i % 3)))
                .toList();
        Client ended = clients.getFirst();
        clients.forEach(client -> assertLives(CLUSTER, client));
        assertThat(logOut(CLUSTER, 0, ended).statusCode()).isEqualTo(204);
        CLUSTER.kill(CLUSTER.members().getLast());
        CLUSTER.add(1);
        clients.stream().skip(1).forEach(client -> assertLives(CLUSTER, client));
        assertEnded(ended);
    }
}
