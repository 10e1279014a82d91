package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members in the middle of a change of the signing key: each signs by another, and both know both. */
class KeyRotationIT {
    private static final JWK OLD = TestKeys.key("old");
    private static final JWK NEW = TestKeys.key("new");
    private static final String CLUSTER = "rotation-" + UUID.randomUUID();

    @TempDir
    private static Path scratch;

    private static MemberProcess before;
    private static MemberProcess after;

    @BeforeAll
    static void start() {
        before = start("before", List.of(OLD, NEW));
        after = start("after", List.of(NEW, OLD));
        before.awaitReady();
        after.awaitReady();
    }

    private static MemberProcess start(String name, List<JWK> keys) {
        Map<String, String> variables = new HashMap<>(MemberProcess.MANY);
        variables.put("UPCOACH_JWT_KEYS", TestKeys.set(keys));
        return MemberProcess.start(name, CLUSTER, TestDatabase.url(), "postgres", scratch, List.of(), variables);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        before.stop();
        after.stop();
    }

    @Test
    void whatOneMemberSignedIsGoodAtTheOther() {
        HttpResponse<String> registered = Client.register(before.base());
        Client client = Client.signedIn(registered);
        assertThat(client.get(after.base(), "/api/goals").statusCode()).isEqualTo(200);
        String token = json(registered).get("refreshToken").asText();
        HttpResponse<String> refreshed = Client.anonymous()
                .send(after.base(), "POST", "/api/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        assertThat(Client.signedIn(refreshed).get(before.base(), "/api/goals").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRetriedChangeOfThePasswordIsKnownAgain() {
        Client client = Client.registered(before.base());
        String key = UUID.randomUUID().toString();
        assertThat(change(client, before, "run-before-you-fly", key).statusCode())
                .isEqualTo(204);
        HttpResponse<String> again = change(client, after, "run-before-you-fly", key);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(204);
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(change(client, after, "walk-before-you-fly", key).statusCode())
                .isEqualTo(422);
    }

    private static HttpResponse<String> change(Client client, MemberProcess member, String to, String key) {
        String body = "{\"oldPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(Client.PASSWORD, to);
        return client.send(member.base(), "POST", "/api/auth/password", body, "Idempotency-Key", key);
    }
}
