package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of {@code /api/me}, over real HTTP, grid and PostgreSQL. {@link ErasureIT} looks at what is left. */
@ServerTest
class MeApiIT {
    private static final String PATH = "/api/me";
    private static final String PASSWORD = "{\"password\":\"" + Client.PASSWORD + "\"}";

    private final String base;
    private final String admin;
    private final String email = UUID.randomUUID() + "@test.example";
    private HttpResponse<String> registered;
    private Client client = Client.anonymous();

    MeApiIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
        this.admin = "http://127.0.0.1:" + server.port("admin");
        this.registered = register();
    }

    @SetUpServer
    static void server(WebServerConfig.Builder server) {
        server.putSocket("admin", socket -> socket.routing(TestMember::adminRouting));
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    @BeforeEach
    void signIn() {
        client = Client.signedIn(registered);
    }

    private HttpResponse<String> register() {
        return auth(
                "register",
                "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"Ä 🏃\"}".formatted(email, Client.PASSWORD));
    }

    private HttpResponse<String> auth(String route, String body) {
        return Client.anonymous().send(base, "POST", "/api/auth/" + route, body);
    }

    private HttpResponse<String> show(String... headers) {
        return client.get(base, PATH, headers);
    }

    private HttpResponse<String> patch(String body, String... headers) {
        return client.send(base, "PATCH", PATH, body, headers);
    }

    private HttpResponse<String> delete(String body, String... headers) {
        return client.send(base, "DELETE", PATH, body, headers);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).get("code").asText()).isEqualTo(code);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void showsTheAccountAsRegistrationDid() {
        HttpResponse<String> shown = show();
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(json(shown)).isEqualTo(json(registered).get("user"));
        assertThat(json(shown).get("email").asText()).isEqualTo(email);
        assertThat(json(shown).get("plan").asText()).isEqualTo("free");
        assertThat(shown.body()).doesNotContain("argon2");
        assertThat(header(shown, "ETag")).isEqualTo("\"1\"");
        assertThat(header(shown, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(header(shown, "Data-Version")).isEqualTo("1");
        assertThat(show("If-None-Match", "W/\"1\"").statusCode()).isEqualTo(304);
        assertThat(client.send(base, "HEAD", PATH, "").statusCode()).isEqualTo(200);
        assertRefused(client.get(base, PATH + "?x=1"), 400, "unknown-parameter");
        assertRefused(show("Accept", "text/html"), 406, "not-acceptable");
        assertRefused(client.send(base, "PUT", PATH, "{}"), 405, "method-not-allowed");
    }

    @Test
    void changesTheProfileByMergePatch() {
        HttpResponse<String> patched = patch(
                "{\"displayName\":\"B\",\"locale\":\"DE-at\",\"timeZone\":\"Europe/Berlin\",\"dayStart\":\"04:30\"}",
                "Content-Type",
                "application/merge-patch+json");
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(header(patched, "ETag")).isEqualTo("\"2\"");
        assertThat(json(patched).get("locale").asText()).isEqualTo("de-AT");
        assertThat(json(patched).get("dayStart").asText()).isEqualTo("04:30");
        assertThat(show().body()).isEqualTo(patched.body());

        assertThat(patch("{\"locale\":null,\"timeZone\":null,\"dayStart\":null}", "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
        JsonNode cleared = json(show());
        assertThat(cleared.get("locale").asText()).isEqualTo("en");
        assertThat(cleared.get("timeZone").asText()).isEqualTo("UTC");
        assertThat(cleared.get("dayStart").asText()).isEqualTo("00:00");
        assertThat(cleared.get("displayName").asText()).isEqualTo("B");
    }

    @Test
    void whatChangesNothingRaisesNoVersion() {
        for (String same : List.of("{}", "{\"locale\":\"EN\"}", "{\"dayStart\":\"00:00:00\"}")) {
            HttpResponse<String> patched = patch(same);
            assertThat(header(patched, "ETag")).isEqualTo("\"1\"");
            assertThat(header(patched, "Data-Version")).isEqualTo("1");
        }
    }

    @Test
    void anEditThatLostIsShownTheAccountAsItIs() {
        patch("{\"displayName\":\"B\"}");
        HttpResponse<String> lost = patch("{\"displayName\":\"C\"}", "If-Match", "\"1\"");
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(json(lost).at("/current/displayName").asText()).isEqualTo("B");
        assertThat(header(lost, "ETag")).isEqualTo("\"2\"");
        assertThat(delete(PASSWORD, "If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(show().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"email":"a@b.example"}          | 400 | unknown-field
            {"role":"admin"}                 | 400 | unknown-field
            {"plan":"pro"}                   | 400 | unknown-field
            {"version":9}                    | 400 | unknown-field
            {"createdAt":null}               | 400 | unknown-field
            {"id":null}                      | 400 | unknown-field
            {"passwordHash":"x"}             | 400 | unknown-field
            {"displayName":1}                | 400 | wrong-type
            {"displayName":"a","displayName":"b"} | 400 | duplicate-field
            {"dayStart":"24:00"}             | 400 | wrong-type
            {"dayStart":240}                 | 400 | wrong-type
            []                               | 400 | malformed-json
            {"displayName":null}             | 422 | invalid
            {"displayName":" "}              | 422 | invalid
            {"dayStart":"04:00:30"}          | 422 | invalid
            {"locale":"e"}                   | 422 | invalid
            {"locale":"de_AT"}               | 422 | invalid
            {"locale":"x-private"}           | 422 | invalid
            {"locale":""}                    | 422 | invalid
            {"locale":"de-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"} | 422 | invalid
            {"timeZone":"Mars/Olympus"}      | 422 | invalid
            {"timeZone":"+01:00"}            | 422 | invalid
            """)
    void refusesWhatIsNotTheirsToWriteOrBreaksARule(String body, int status, String code) {
        assertRefused(patch(body), status, code);
        assertThat(header(show(), "ETag")).isEqualTo("\"1\"");
    }

    /** The dates of these two zones are never the same. */
    @Test
    void anotherTimeZoneHoldsForWhatIsCachedAtOnce() {
        patch("{\"timeZone\":\"Pacific/Kiritimati\"}");
        String east = client.get(base, "/api/analytics/summary").body();
        assertThat(client.get(base, "/api/analytics/summary").body()).isEqualTo(east);
        HttpResponse<String> patched = patch("{\"timeZone\":\"Etc/GMT+12\"}");
        assertThat(header(patched, "Data-Version")).isEqualTo("3");
        assertThat(client.get(base, "/api/analytics/summary").body()).isNotEqualTo(east);
    }

    @Test
    void showsThePlanThatIsInForce() {
        client.send(base, "POST", "/api/subscription/change", "{\"plan\":\"pro\"}");
        HttpResponse<String> shown = show();
        assertThat(json(shown).get("plan").asText()).isEqualTo("pro");
        assertThat(header(shown, "ETag")).matches("\"1-[0-9a-f]{8}\"");
        assertThat(show("If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
        HttpResponse<String> patched = patch("{\"displayName\":\"B\"}", "If-Match", header(shown, "ETag"));
        assertThat(patched.body()).isEqualTo(show().body());
        assertThat(header(patched, "ETag")).isEqualTo(header(show(), "ETag"));
        String credentials = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, Client.PASSWORD);
        assertThat(json(auth("login", credentials)).at("/user/plan").asText()).isEqualTo("pro");
    }

    @Test
    void deletionAsksForThePasswordAndCountsEachTry() {
        assertRefused(delete(""), 415, "unsupported-media-type");
        assertRefused(delete("{}"), 422, "invalid");
        assertRefused(delete("{\"password\":\"a\",\"sure\":true}"), 400, "unknown-field");
        assertRefused(delete("{\"password\":\"walk-before-you-fly\"}"), 401, "password-wrong");
        assertThat(attempts()).isEqualTo(1);
        assertThat(show().statusCode()).isEqualTo(200);
    }

    private long attempts() {
        HttpResponse<String> standing = Client.anonymous().get(admin, "/admin/limits/auth/user:" + client.id());
        assertThat(standing.statusCode()).as(standing.body()).isEqualTo(200);
        return json(standing).get("spent").asLong();
    }

    @Test
    void whoeverIsDeletedIsRefusedAtOnceAndMayComeAgain() {
        String refreshToken = json(registered).get("refreshToken").asText();
        HttpResponse<String> deleted = delete(PASSWORD, "Data-Version", "1");
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
        assertThat(deleted.headers().allValues("Set-Cookie"))
                .hasSize(4)
                .allMatch(cookie -> cookie.matches("data_version(_[1-3])?=;.*Max-Age=0"));
        for (String path : List.of(PATH, PATH + "/export", "/api/goals", "/api/auth/sessions", "/api/subscription")) {
            assertRefused(client.get(base, path), 401, "account-gone");
        }
        assertRefused(patch("{}"), 401, "account-gone");
        assertRefused(delete(PASSWORD), 401, "account-gone");
        assertRefused(client.send(base, "POST", "/api/goals", "{\"title\":\"a\"}"), 401, "account-gone");
        assertRefused(auth("refresh", "{\"refreshToken\":\"" + refreshToken + "\"}"), 401, "refresh-invalid");
        String credentials = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, Client.PASSWORD);
        assertRefused(auth("login", credentials), 401, "credentials-refused");

        HttpResponse<String> again = register();
        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(json(again).at("/user/id").asText()).isNotEqualTo(client.id());
        assertThat(json(Client.signedIn(again).get(base, "/api/goals"))
                        .at("/pagination/total")
                        .asInt(-1))
                .isZero();
    }
}
