package com.upcoach.trial;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Deletion of a person on three members: it holds everywhere within a second, and its COMMIT may go astray. */
class ErasureTrialIT {
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final String PASSWORD = "walk-before-you-run";
    private static final Cluster CLUSTER = Cluster.start(3, Mutant.NONE);

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    private static HttpResponse<String> register(int member, String email) {
        String body = "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"Test\"}".formatted(email, PASSWORD);
        return Client.anonymous().send(CLUSTER.base(member), "POST", "/api/auth/register", body);
    }

    private static HttpResponse<String> delete(Client client, int member) {
        return client.send(CLUSTER.base(member), "DELETE", "/api/me", "{\"password\":\"" + PASSWORD + "\"}");
    }

    /** Warms the near caches of all members: session, head and views. */
    private static void assertServedEverywhere(Client client) {
        for (int member = 0; member < 3; member++) {
            for (String path : List.of("/api/me", "/api/goals", "/api/subscription")) {
                assertThat(client.get(CLUSTER.base(member), path).statusCode()).isEqualTo(200);
            }
        }
    }

    private static void assertGoneEverywhere(Client client) {
        for (int member = 0; member < 3; member++) {
            String base = CLUSTER.base(member);
            for (String path : List.of("/api/me", "/api/goals", "/api/auth/sessions")) {
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(PROMISED)
                        .until(() -> isGone(client.get(base, path)));
            }
        }
    }

    private static boolean isGone(HttpResponse<String> response) {
        return response.statusCode() == 401
                && json(response).get("code").asText().equals("account-gone");
    }

    private static long rows(Client client) {
        return CLUSTER.number("SELECT count(*) FROM users WHERE id = '" + client.id() + "'");
    }

    @Test
    void whoeverIsDeletedAtOneMemberIsGoneAtAllAndMayComeAgainAnywhere() {
        for (int round = 0; round < 9; round++) {
            String email = UUID.randomUUID() + "@test.example";
            Client client = Client.signedIn(register(round % 3, email));
            client.send(CLUSTER.base(0), "POST", "/api/goals", "{\"title\":\"a\"}");
            assertServedEverywhere(client);
            int at = (round + 1) % 3;
            HttpResponse<String> deleted = delete(client, at);
            assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
            assertThat(isGone(client.get(CLUSTER.base(at), "/api/me"))).isTrue();
            HttpResponse<String> again = register((round + 2) % 3, email);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
            assertGoneEverywhere(client);
            assertServedEverywhere(Client.signedIn(again));
            assertThat(rows(client)).isZero();
        }
    }

    /** Whether the COMMIT arrives or not: whoever asks until they are told has it done. */
    @Test
    void aDeletionWhoseCommitIsNotKnownCanBeAskedForAgain() {
        for (boolean arrives : List.of(true, false)) {
            Client client = Client.signedIn(register(0, UUID.randomUUID() + "@test.example"));
            assertServedEverywhere(client);
            CLUSTER.wire().cutCommits(1, arrives);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                HttpResponse<String> asked = delete(client, 1);
                return asked.statusCode() == 204 || isGone(asked);
            });
            assertGoneEverywhere(client);
            assertThat(rows(client)).isZero();
        }
    }
}
