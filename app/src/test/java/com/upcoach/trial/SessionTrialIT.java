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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sessions on three members: what one of them does holds at the others. */
class SessionTrialIT {
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final int ROUNDS = 12;
    private static final Cluster CLUSTER = Cluster.start(3, Mutant.NONE);

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    private static HttpResponse<String> registered(int member) {
        String body = "{\"email\":\"%s@test.example\",\"password\":\"walk-before-you-run\",\"displayName\":\"Test\"}"
                .formatted(UUID.randomUUID());
        return Client.anonymous().send(CLUSTER.base(member), "POST", "/api/auth/register", body);
    }

    private static HttpResponse<String> refresh(int member, String token) {
        return Client.anonymous()
                .send(CLUSTER.base(member), "POST", "/api/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    private static String refreshToken(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return json(response).get("refreshToken").asText();
    }

    private static int asks(Client client, int member) {
        return client.get(CLUSTER.base(member), "/api/goals").statusCode();
    }

    /** At all members, so that each has the session in its near cache and in mind. */
    private static void assertLives(Client client) {
        for (int member = 0; member < 3; member++) {
            assertThat(asks(client, member)).isEqualTo(200);
        }
    }

    private static void assertEndedWithinASecond(Client client) {
        for (int member = 0; member < 3; member++) {
            int at = member;
            await().pollInterval(Duration.ofMillis(20)).atMost(PROMISED).until(() -> asks(client, at) == 401);
        }
    }

    private static String code(HttpResponse<String> response) {
        return json(response).get("code").asText();
    }

    @Test
    void whatEndsAtOneMemberIsRefusedAtTheOthers() {
        for (int round = 0; round < ROUNDS; round++) {
            Client client = Client.signedIn(registered(round % 3));
            assertLives(client);
            String at = CLUSTER.base((round + 1) % 3);
            assertThat(client.send(at, "POST", "/api/auth/logout", "").statusCode())
                    .isEqualTo(204);
            assertThat(client.get(at, "/api/goals").statusCode()).isEqualTo(401);
            assertEndedWithinASecond(client);
        }
    }

    @Test
    void aHundredRefreshesAtOnceGetOneSuccessorAndOneFamilyLives() throws Exception {
        for (int round = 0; round < 5; round++) {
            HttpResponse<String> first = registered(0);
            Set<String> successors = refreshedAtOnce(refreshToken(first));
            assertThat(successors).hasSize(1);
            HttpResponse<String> next = refresh(1, successors.iterator().next());
            assertLives(Client.signedIn(next));
            assertThat(live(Client.signedIn(first))).isEqualTo(1);
        }
    }

    private static Set<String> refreshedAtOnce(String token) throws Exception {
        List<Future<String>> tries = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 100; i++) {
                int member = i % 3;
                tries.add(crowd.submit(() -> refreshToken(refresh(member, token))));
            }
        }
        Set<String> successors = new HashSet<>();
        for (Future<String> each : tries) {
            successors.add(each.get());
        }
        return successors;
    }

    private static long live(Client client) {
        return CLUSTER.number(
                "SELECT count(*) FROM sessions WHERE revoked_at IS NULL AND user_id = '" + client.id() + "'");
    }

    @Test
    void aTokenThatIsUsedAgainEndsItsFamilyEverywhere() {
        for (int round = 0; round < ROUNDS; round++) {
            HttpResponse<String> first = registered(round % 3);
            String second = refreshToken(refresh((round + 1) % 3, refreshToken(first)));
            HttpResponse<String> third = refresh((round + 2) % 3, second);
            Client client = Client.signedIn(third);
            assertLives(client);
            assertThat(code(refresh(round % 3, refreshToken(first)))).isEqualTo("refresh-reused");
            assertEndedWithinASecond(client);
            assertThat(code(refresh((round + 1) % 3, refreshToken(third)))).isEqualTo("refresh-invalid");
            assertThat(live(Client.signedIn(first))).isZero();
        }
    }

    @Test
    void whileTheDatabaseIsAwaySessionsGoOnAndCannotBeEnded() {
        HttpResponse<String> registered = registered(0);
        Client client = Client.signedIn(registered);
        assertLives(client);
        CLUSTER.wire().blackHole();
        try {
            for (int member = 0; member < 3; member++) {
                HttpResponse<String> refused = client.send(CLUSTER.base(member), "POST", "/api/auth/logout", "");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refresh(member, refreshToken(registered)).statusCode())
                        .isEqualTo(503);
            }
            assertLives(client);
        } finally {
            CLUSTER.wire().heal();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.send(CLUSTER.base(1), "POST", "/api/auth/logout", "")
                                .statusCode()
                        == 204);
        assertEndedWithinASecond(client);
    }

    /** Whether the COMMIT arrives or not: who was told that a session was ended has it ended. */
    @Test
    void anEndingWhoseCommitIsNotKnownIsMadeAgain() {
        for (boolean arrives : List.of(true, false)) {
            Client client = Client.signedIn(registered(0));
            assertLives(client);
            CLUSTER.wire().cutCommits(1, arrives);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> client.send(CLUSTER.base(0), "POST", "/api/auth/logout", "")
                                    .statusCode()
                            == 204);
            assertEndedWithinASecond(client);
            assertThat(live(client)).isZero();
        }
    }
}
