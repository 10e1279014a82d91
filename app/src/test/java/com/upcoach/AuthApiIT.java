package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of {@code /api/auth}, over real HTTP, grid and PostgreSQL. */
@ServerTest
class AuthApiIT {
    private static final String OTHER_PASSWORD = "run-before-you-fly";

    private final String base;
    private final String email = UUID.randomUUID() + "@test.example";
    private final HttpResponse<String> registered;

    AuthApiIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
        this.registered = register(email, Client.PASSWORD);
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    private HttpResponse<String> register(String address, String password) {
        return post(
                "register",
                "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"Test\"}".formatted(address, password));
    }

    private HttpResponse<String> logIn(String password, String... headers) {
        return post("login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password), headers);
    }

    private HttpResponse<String> refresh(String token, String... headers) {
        return post("refresh", "{\"refreshToken\":\"" + token + "\"}", headers);
    }

    private HttpResponse<String> post(String route, String body, String... headers) {
        return Client.anonymous().send(base, "POST", "/api/auth/" + route, body, headers);
    }

    private HttpResponse<String> changePassword(Client client, String from, String to, String... headers) {
        return client.send(
                base,
                "POST",
                "/api/auth/password",
                "{\"oldPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(from, to),
                headers);
    }

    private Client client() {
        return Client.signedIn(registered);
    }

    private static String refreshToken(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return json(response).get("refreshToken").asText();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).get("code").asText()).isEqualTo(code);
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    private HttpResponse<String> asks(Client client) {
        return client.get(base, "/api/goals");
    }

    private void assertLives(Client client) {
        assertThat(asks(client).statusCode()).isEqualTo(200);
    }

    private void assertEnded(Client client) {
        assertRefused(asks(client), 401, "session-ended");
    }

    private long live() {
        return TestDatabase.count(
                "sessions WHERE revoked_at IS NULL AND expires_at > now() AND user_id = '" + client().id() + "'");
    }

    private void change(String what) {
        TestDatabase.change("UPDATE sessions SET " + what + " WHERE user_id = '" + client().id() + "'");
    }

    private static String fault(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        return json(response).at("/errors/0/pointer").asText() + " "
                + json(response).at("/errors/0/code").asText();
    }

    @Test
    void aRefreshGivesTheNextTokensAndKeepsTheOldAccessToken() {
        String first = refreshToken(registered);
        HttpResponse<String> refreshed = refresh(first);
        assertThat(header(refreshed, "Cache-Control")).isEqualTo("no-store");
        assertThat(json(refreshed).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("accessToken", "refreshToken", "expiresIn");
        assertThat(refreshToken(refreshed)).isNotEqualTo(first);
        assertLives(Client.signedIn(refreshed));
        assertLives(client());
        assertThat(refresh(refreshToken(refreshed)).statusCode()).isEqualTo(200);
        assertThat(live()).isEqualTo(1);
    }

    @Test
    void aRetryGetsTheSameSuccessorWithinTheGrace() {
        String first = refreshToken(registered);
        String second = refreshToken(refresh(first));
        change("rotated_at = rotated_at - interval '28 seconds'");
        HttpResponse<String> retried = refresh(first);
        assertThat(refreshToken(retried)).isEqualTo(second);
        assertLives(Client.signedIn(retried));
        assertThat(refresh(second).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsUsedAgainAfterTheGraceEndsItsSession() {
        String first = refreshToken(registered);
        String second = refreshToken(refresh(first));
        change("rotated_at = rotated_at - interval '30 seconds'");
        assertRefused(refresh(first), 401, "refresh-reused");
        assertEnded(client());
        assertRefused(refresh(second), 401, "refresh-invalid");
        assertRefused(refresh(first), 401, "refresh-invalid");
        assertThat(live()).isZero();
    }

    @Test
    void aTokenWhoseSuccessorWasUsedEndsItsSessionAtOnce() {
        String first = refreshToken(registered);
        String third = refreshToken(refresh(refreshToken(refresh(first))));
        assertRefused(refresh(first), 401, "refresh-reused");
        assertRefused(refresh(third), 401, "refresh-invalid");
        assertEnded(client());
    }

    @Test
    void manyRefreshesAtOnceGetOneSuccessor() throws Exception {
        String first = refreshToken(registered);
        List<Future<String>> tries = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 100; i++) {
                tries.add(crowd.submit(() -> refreshToken(refresh(first))));
            }
        }
        Set<String> successors = new HashSet<>();
        for (Future<String> each : tries) {
            successors.add(each.get());
        }
        assertThat(successors).hasSize(1);
        assertThat(refresh(successors.iterator().next()).statusCode()).isEqualTo(200);
        assertThat(live()).isEqualTo(1);
    }

    @Test
    void whatIsNoTokenOfOursEndsNothing() {
        String token = refreshToken(registered);
        String altered = token.substring(0, 20) + (token.charAt(20) == 'A' ? "B" : "A") + token.substring(21);
        for (String other : List.of("x", altered, token + "A", token.substring(1), "ä".repeat(98), "A".repeat(98))) {
            assertRefused(refresh(other), 401, "refresh-invalid");
        }
        assertLives(client());
        assertThat(refresh(token).statusCode()).isEqualTo(200);
        assertThat(fault(post("refresh", "{}"))).isEqualTo("/refreshToken required");
        assertThat(post("refresh", "{\"refreshToken\":\"x\",\"user\":1}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSessionThatRanOutIsNotRefreshed() {
        change("expires_at = now()");
        assertRefused(refresh(refreshToken(registered)), 401, "refresh-invalid");
    }

    @Test
    void onlyTheHashOfARefreshTokenIsKept() {
        String token = refreshToken(registered);
        refresh(token);
        assertThat(TestDatabase.count("sessions WHERE CAST(sessions AS text) LIKE '%" + token.substring(50) + "%'"))
                .isZero();
    }

    @Test
    void loggingOutEndsThePresentSessionAloneAndAgainDoesNothing() {
        Client other = Client.signedIn(logIn(Client.PASSWORD));
        assertThat(client().send(base, "POST", "/api/auth/logout", "{\"all\":true}")
                        .statusCode())
                .isEqualTo(400);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> ended = client().send(base, "POST", "/api/auth/logout", "");
            assertThat(ended.statusCode()).isEqualTo(204);
            assertEnded(client());
        }
        assertRefused(refresh(refreshToken(registered)), 401, "refresh-invalid");
        assertLives(other);
        assertThat(Client.anonymous().send(base, "POST", "/api/auth/logout", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void anEndedSessionsTokenCannotEndTheOthers() {
        Client other = Client.signedIn(logIn(Client.PASSWORD));
        client().send(base, "POST", "/api/auth/logout", "");
        assertRefused(client().send(base, "POST", "/api/auth/logout-all", ""), 401, "session-ended");
        assertLives(other);
    }

    @Test
    void loggingOutEverywhereEndsAllSessionsOfThePersonAlone() {
        Client other = Client.signedIn(logIn(Client.PASSWORD));
        Client stranger = Client.registered(base);
        assertLives(other);
        assertThat(client().send(base, "POST", "/api/auth/logout-all", "{}").statusCode())
                .isEqualTo(204);
        assertEnded(client());
        assertEnded(other);
        assertThat(live()).isZero();
        assertLives(stranger);
    }

    @Test
    void listsTheSessionsThatLive() {
        String body =
                "{\"email\":\"%s\",\"password\":\"%s\",\"device\":\"Läufer 🏃\"}".formatted(email, Client.PASSWORD);
        HttpResponse<String> second = post("login", body, "X-Forwarded-For", "203.0.113.77");
        Client gone = Client.signedIn(logIn(Client.PASSWORD));
        gone.send(base, "POST", "/api/auth/logout", "");
        refresh(refreshToken(registered), "X-Forwarded-For", "2001:db8:1:23ff::7");

        HttpResponse<String> listed = Client.signedIn(second).get(base, "/api/auth/sessions");
        assertThat(header(listed, "Cache-Control")).isEqualTo("no-store");
        JsonNode sessions = json(listed).get("data");
        assertThat(sessions).hasSize(2);
        assertThat(sessions.at("/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "device", "ip", "createdAt", "lastActiveAt", "current");
        assertThat(sessions.findValuesAsText("device")).containsExactly("Läufer 🏃", "");
        assertThat(sessions.findValuesAsText("ip")).containsExactly("203.0.113.0/24", "2001:db8:1:2300::/56");
        assertThat(sessions.findValuesAsText("current")).containsExactly("true", "false");
        assertThat(sessions.at("/1/lastActiveAt").asText())
                .isGreaterThan(sessions.at("/1/createdAt").asText());
        assertThat(json(listed).at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(json(client().get(base, "/api/auth/sessions")).get("data").findValuesAsText("current"))
                .containsExactly("false", "true");
    }

    @Test
    void theListIsPagedOrderedAndConditional() {
        Client last = Client.signedIn(logIn(Client.PASSWORD));
        String first = json(last.get(base, "/api/auth/sessions?limit=1&cursor=&order=ASC"))
                .at("/pagination/nextCursor")
                .asText();
        JsonNode next = json(last.get(base, "/api/auth/sessions?limit=1&order=ASC&cursor=" + first));
        assertThat(next.at("/data/0/current").asBoolean()).isTrue();
        assertThat(next.at("/pagination/hasNext").asBoolean()).isFalse();
        String byUse = "/api/auth/sessions?orderBy=lastActiveAt";
        refresh(refreshToken(registered));
        HttpResponse<String> listed = last.get(base, byUse);
        assertThat(json(listed).get("data").findValuesAsText("current")).containsExactly("false", "true");
        assertThat(last.get(base, byUse, "If-None-Match", header(listed, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        for (String wrong : List.of("orderBy=device", "limit=101", "page=1&cursor=", "ip=x", "cursor=x")) {
            assertThat(last.get(base, "/api/auth/sessions?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void endsOneSessionByItsId() {
        Client other = Client.signedIn(logIn(Client.PASSWORD));
        String path = "/api/auth/sessions/"
                + json(other.get(base, "/api/auth/sessions")).at("/data/0/id").asText();
        Client stranger = Client.registered(base);
        assertRefused(stranger.send(base, "DELETE", path, ""), 404, "session-not-found");
        assertLives(other);
        assertThat(client().send(base, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertEnded(other);
        assertRefused(client().send(base, "DELETE", path, ""), 404, "session-not-found");
        for (String id : List.of(UUID.randomUUID().toString(), "x")) {
            assertRefused(client().send(base, "DELETE", "/api/auth/sessions/" + id, ""), 404, "session-not-found");
        }
        assertLives(client());
    }

    @Test
    void theOldestSessionEndsWhenThereAreMoreThanFifty() {
        String user = client().id();
        TestDatabase.change("""
                INSERT INTO sessions (user_id, id, refresh_hash, created_at, last_active_at, expires_at)
                SELECT '%s', gen_random_uuid(), decode(repeat('00', 32), 'hex'), now() - n * interval '1 minute',
                    now(), now() + interval '1 day'
                FROM generate_series(1, 49) n""".formatted(user));
        assertThat(live()).isEqualTo(50);
        Client newest = Client.signedIn(logIn(Client.PASSWORD));
        assertThat(live()).isEqualTo(50);
        assertThat(TestDatabase.count("sessions WHERE revoked_at IS NOT NULL AND created_at < now() - interval "
                        + "'48 minutes' AND user_id = '" + user + "'"))
                .isEqualTo(1);
        assertLives(newest);
        assertLives(client());
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndKeepsThePresentOne() {
        Client other = Client.signedIn(logIn(Client.PASSWORD));
        assertLives(other);
        HttpResponse<String> changed = changePassword(client(), Client.PASSWORD, OTHER_PASSWORD);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(header(changed, "Data-Version")).isEqualTo("2");
        assertEnded(other);
        assertLives(client());
        assertThat(refresh(refreshToken(registered)).statusCode()).isEqualTo(200);
        assertRefused(logIn(Client.PASSWORD), 401, "credentials-refused");
        assertThat(logIn(OTHER_PASSWORD).statusCode()).isEqualTo(200);
        assertThat(TestDatabase.count("idempotency_keys WHERE user_id = '" + client().id() + "'"))
                .isZero();
    }

    @Test
    void aWrongOldPasswordChangesNothing() {
        Client other = Client.signedIn(logIn(Client.PASSWORD));
        assertRefused(changePassword(client(), "not-the-password", OTHER_PASSWORD), 401, "password-wrong");
        assertLives(other);
        assertThat(logIn(Client.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aChangeOfThePasswordIsMadeOnceForItsKey() {
        String key = UUID.randomUUID().toString();
        String[] keyed = {"Idempotency-Key", key};
        assertThat(changePassword(client(), Client.PASSWORD, OTHER_PASSWORD, keyed)
                        .statusCode())
                .isEqualTo(204);
        Client since = Client.signedIn(logIn(OTHER_PASSWORD));
        HttpResponse<String> again = changePassword(client(), Client.PASSWORD, OTHER_PASSWORD, keyed);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(204);
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(header(again, "Data-Version")).isEqualTo("2");
        assertLives(since);
        assertRefused(
                changePassword(client(), Client.PASSWORD, OTHER_PASSWORD + "!", keyed), 422, "idempotency-key-reused");
    }

    @Test
    void aNewPasswordMustBeHardToGuess() {
        for (String common : List.of("Password1", "ＰＡＳＳＷＯＲＤ１", "12345678")) {
            assertThat(fault(changePassword(client(), Client.PASSWORD, common))).isEqualTo("/newPassword too-common");
            assertThat(fault(register(UUID.randomUUID() + "@test.example", common)))
                    .isEqualTo("/password too-common");
        }
        String name = email.substring(0, email.indexOf('@'));
        for (String own : List.of(name, email)) {
            assertThat(fault(changePassword(client(), Client.PASSWORD, own))).isEqualTo("/newPassword same-as-email");
            assertThat(fault(register(email, own))).isEqualTo("/password same-as-email");
        }
        assertThat(fault(changePassword(client(), Client.PASSWORD, "short"))).isEqualTo("/newPassword wrong-length");
        assertThat(client().send(base, "POST", "/api/auth/password", "{}").statusCode())
                .isEqualTo(422);
        assertThat(client().send(base, "POST", "/api/auth/password", "{\"password\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(logIn(Client.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedRegistrationSaysNothingOfAnAccount() {
        HttpResponse<String> refused = register(email.toUpperCase(Locale.ROOT), OTHER_PASSWORD);
        assertRefused(refused, 409, "registration-refused");
        assertThat(json(refused).get("detail").asText())
                .isEqualTo("This registration cannot be completed. If you have an account, sign in.");
        assertThat(register(email, Client.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        String unknown = "{\"email\":\"%s@test.example\",\"password\":\"%s\"}";
        List<Long> known = new ArrayList<>();
        List<Long> strangers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String stranger = unknown.formatted(UUID.randomUUID(), OTHER_PASSWORD);
            known.add(nanos(() -> assertRefused(logIn(OTHER_PASSWORD), 401, "credentials-refused")));
            strangers.add(nanos(() -> assertRefused(post("login", stranger), 401, "credentials-refused")));
        }
        assertThat((double) median(known) / median(strangers)).isBetween(0.67, 1.5);
        assertThat(withoutId(logIn(OTHER_PASSWORD)))
                .isEqualTo(withoutId(post("login", unknown.formatted("nobody", OTHER_PASSWORD))));
    }

    private static String withoutId(HttpResponse<String> response) {
        return response.body().replace(json(response).get("requestId").asText(), "");
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** An account from before the parameters were raised. */
    @Test
    void signingInRenewsAHashOfFormerParameters() {
        String id = UUID.randomUUID().toString();
        Argon2Function former = Argon2Function.getInstance(8 * 1024, 1, 1, 32, Argon2.ID);
        String hash =
                Password.hash(Client.PASSWORD).addRandomSalt(16).with(former).getResult();
        TestDatabase.change("""
                INSERT INTO users (id, email, password_hash, display_name, version, created_at, updated_at)
                VALUES ('%s', '%s@test.example', '%s', 'x', 1, now(), now())""".formatted(id, id, hash));
        String body = "{\"email\":\"%s@test.example\",\"password\":\"%s\"}".formatted(id, Client.PASSWORD);
        for (int version : new int[] {2, 2}) {
            HttpResponse<String> signedIn = post("login", body);
            assertThat(json(signedIn).at("/user/version").asInt()).isEqualTo(version);
            assertLives(Client.signedIn(signedIn));
        }
        assertThat(TestDatabase.count(
                        "users WHERE id = '" + id + "' AND password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'"))
                .isEqualTo(1);
    }

    @Test
    void publicKeysAreForEverybodyToKeep() {
        HttpResponse<String> keys = Client.anonymous().get(base, "/.well-known/jwks.json");
        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(header(keys, "Cache-Control")).startsWith("public, max-age=3600, stale-");
        assertThat(header(keys, "Content-Type")).isEqualTo("application/jwk-set+json");
        assertThat(json(keys).at("/keys/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
        assertThat(header(keys, "RateLimit-Limit")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh", "register", "login", "password"})
    void aBodyMustBeOneJsonObject(String route) {
        for (String body : List.of("[]", "{", "null", "{\"password\":1}", "{\"email\":\"a\",\"email\":\"b\"}")) {
            assertThat(client().send(base, "POST", "/api/auth/" + route, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(client().send(base, "POST", "/api/auth/" + route, "{}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, refresh",
        "PUT, password",
        "GET, logout",
        "DELETE, logout-all",
        "POST, sessions",
        "GET, sessions/1"
    })
    void otherMethodsAreRefusedWithThoseThatThereAre(String method, String route) {
        HttpResponse<String> refused = client().send(base, method, "/api/auth/" + route, "");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).isNotEmpty();
    }
}
