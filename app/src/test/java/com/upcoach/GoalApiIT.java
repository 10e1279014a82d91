package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of {@code /api/goals}, over real HTTP, grid and PostgreSQL. */
@ServerTest
class GoalApiIT extends ApiIT {
    GoalApiIT(WebServer server) {
        super(server);
    }

    private HttpResponse<String> create(String body, String... headers) {
        return post("/api/goals", body, headers);
    }

    private String created(String title) {
        return made("/api/goals", title);
    }

    @Test
    void createsShowsEditsAndDeletes() {
        HttpResponse<String> made = create("{\"title\":\"Run\",\"priority\":3,\"tags\":[\"a\"]}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(header(made, "ETag")).isEqualTo("\"1\"");
        String path = header(made, "Location");
        assertThat(client.get(base, path).body()).isEqualTo(made.body());

        HttpResponse<String> patched = client.send(base, "PATCH", path, "{\"status\":\"completed\"}");
        assertThat(json(patched).get("completedAt").isTextual()).isTrue();
        assertThat(header(patched, "ETag")).isEqualTo("\"2\"");
        assertThat(client.get(base, path).body()).isEqualTo(patched.body());

        assertThat(client.send(base, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
        assertThat(json(client.get(base, "/api/goals")).at("/pagination/total").asInt())
                .isZero();
    }

    @Test
    void ifNoneMatchDoesNotHideTheAnswerOfAWrite() {
        HttpResponse<String> made = create("{\"title\":\"Run\"}", "If-None-Match", "*");
        assertThat(made.statusCode()).isEqualTo(201);
    }

    @Test
    void aGoalComesWithItsTasksInTheirOrder() {
        HttpResponse<String> made = create("""
                {"title":"Run","tasks":[{"title":"Buy shoes","dueDate":"2027-01-02","dueTime":"18:30",
                  "checklist":[{"text":"size"},{"text":"colour","done":true}]},{"title":"Sign up","status":"done"}]}""");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        HttpResponse<String> listed = client.get(base, header(made, "Location") + "/tasks");
        assertThat(json(listed).get("data").findValuesAsText("title")).containsExactly("Buy shoes", "Sign up");
        JsonNode first = json(listed).at("/data/0");
        assertThat(first.get("goalId")).isEqualTo(json(made).get("id"));
        assertThat(first.get("dueTime").asText()).isEqualTo("18:30");
        assertThat(first.at("/checklist/1/done").asBoolean()).isTrue();
        assertThat(json(listed).at("/data/1/completedAt").isTextual()).isTrue();
        String next = client.get(base, header(made, "Location") + "/tasks?limit=1&cursor=")
                .body();
        assertThat(next).contains("nextCursor").contains("Buy shoes").doesNotContain("Sign up");
        assertThat(header(made, "Data-Version")).isEqualTo(header(listed, "Data-Version"));
    }

    /** Two people of one browser, or a database that was restored: else every read would ask PostgreSQL for ever. */
    @Test
    void aVersionThatNeverWasIsForgotten() {
        HttpResponse<String> listed =
                client.get(base, "/api/goals", "Cookie", "data_version_2=1000002; data_version_3=1000003");
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(header(listed, "Data-Version")).isEqualTo("1");
        assertThat(listed.headers().allValues("Set-Cookie"))
                .hasSize(4)
                .filteredOn(cookie -> cookie.contains("Max-Age=0"))
                .hasSize(3);
        assertThat(listed.headers().allValues("Set-Cookie")).anyMatch(cookie -> cookie.startsWith("data_version_1=1;"));
    }

    /** Else whoever is told that it is gone could be shown it by another member. */
    @Test
    void aWriteThatIsRefusedTellsTheVersionAtWhichItWas() {
        String goal = created("Run");
        String id = goal.substring(goal.lastIndexOf('/') + 1);
        String version = header(client.send(base, "DELETE", goal, ""), "Data-Version");
        assertThat(version).isEqualTo("3");
        assertRefused(client.send(base, "PATCH", goal, "{\"title\":\"Walk\"}"), 404, version);
        assertRefused(client.send(base, "DELETE", goal, ""), 404, version);
        assertRefused(create("{\"title\":\"Walk\",\"id\":\"" + id + "\"}"), 409, version);
        String task = "{\"title\":\"Shoes\",\"goalId\":\"" + id + "\"}";
        assertRefused(post("/api/tasks", task), 422, version);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String dataVersion) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Data-Version")).isEqualTo(dataVersion);
    }

    @Test
    void aGoalAndItsTasksAreMadeTogetherOrNotAtAll() {
        String taken = UUID.randomUUID().toString();
        create("{\"title\":\"first\",\"tasks\":[{\"title\":\"a\",\"id\":\"" + taken + "\"}]}");
        HttpResponse<String> refused = create(
                "{\"title\":\"second\",\"tasks\":[{\"title\":\"b\"},{\"title\":\"c\",\"id\":\"" + taken + "\"}]}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(client.get(base, "/api/goals?limit=100")).get("data").findValuesAsText("title"))
                .containsExactly("first");
    }

    @Test
    void deletingAGoalKeepsItsTasksUnlessAskedToDeleteThem() {
        String body = "{\"title\":\"Run\",\"tasks\":[{\"title\":\"a\"},{\"title\":\"b\"}]}";
        for (String query : List.of("", "?tasks=detach", "?tasks=delete")) {
            String path = header(create(body), "Location");
            assertThat(client.send(base, "DELETE", path + query, "").statusCode())
                    .isEqualTo(204);
            assertThat(client.get(base, path + "/tasks").statusCode()).isEqualTo(404);
        }
        assertThat(client.send(base, "DELETE", created("x") + "?tasks=keep", "").statusCode())
                .isEqualTo(400);
        assertThat(TestDatabase.count("tasks WHERE goal_id IS NULL AND user_id = '" + client.id() + "'"))
                .isEqualTo(4);
        assertThat(TestDatabase.count("tasks WHERE user_id = '" + client.id() + "'"))
                .isEqualTo(4);
    }

    @Test
    void aTaskMayEvenHaveThePersonsOwnId() {
        HttpResponse<String> made =
                create("{\"title\":\"x\",\"tasks\":[{\"title\":\"a\",\"id\":\"" + client.id() + "\"}]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    @Test
    void aConditionIsNeverSilentlyDropped() {
        String path = created("Run");
        for (String condition : List.of("", "1", "\"1", "\"1\" \"2\"")) {
            assertThat(client.send(base, "DELETE", path, "", "If-Match", condition)
                            .statusCode())
                    .as(condition)
                    .isEqualTo(400);
        }
        assertThat(client.send(base, "DELETE", path, "", "If-Match", ",\"9\", , \"1\",")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void largeRefusalsAreCompressedToo() {
        String path = created("Run");
        client.send(base, "PATCH", path, "{\"description\":\"" + "long ".repeat(1_000) + "\"}");
        HttpResponse<String> lost =
                client.send(base, "PATCH", path, "{\"title\":\"x\"}", "If-Match", "\"1\"", "Accept-Encoding", "gzip");
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(header(lost, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(lost, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(client.get(base, "/openapi.yaml", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEqualTo("gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api%2Fgoals",
        "GET,/api;x=1/goals",
        "GET,/api/goals/",
        "GET,/api/%67oals",
        "GET,/health/",
        "GET,/api/goals/a/b/c",
        "POST,/api/goals/"
    })
    void aRouteHasOneName(String method, String path) {
        HttpResponse<String> refused =
                client.send(base, method, path, method.equals("POST") ? "{\"title\":\"x\"}" : "");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(json(refused).get("code").asText()).isEqualTo("route-not-found");
    }

    @ParameterizedTest
    @CsvSource({"POST,/api/goals?x=1", "POST,/api/auth/login?x=1", "GET,/health?x=1", "GET,/openapi.yaml?v=2"})
    void anUnknownParameterIsRefusedOnEveryRoute(String method, String path) {
        HttpResponse<String> refused =
                client.send(base, method, path, method.equals("POST") ? "{\"title\":\"x\"}" : "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("code").asText()).isEqualTo("unknown-parameter");
    }

    @Test
    void tellsWhichTaskIsWrong() {
        HttpResponse<String> invalid = create("""
                {"title":"x","tasks":[{"title":"a"},{"title":" ","dueTime":"12:00","checklist":[null],"tags":[""]}]}""");
        assertThat(invalid.statusCode()).isEqualTo(422);
        assertThat(json(invalid).get("errors").findValuesAsText("pointer"))
                .contains("/tasks/1/title", "/tasks/1/dueTime", "/tasks/1/checklist/0", "/tasks/1/tags/0");
        HttpResponse<String> malformed = create("{\"title\":\"x\",\"tasks\":[{\"title\":\"a\"},{\"tittle\":\"b\"}]}");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(json(malformed).at("/errors/0/pointer").asText()).isEqualTo("/tasks/1/tittle");
        assertThat(create("{\"title\":\"x\",\"tasks\":[" + "{\"title\":\"a\"},".repeat(100) + "{\"title\":\"a\"}]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(json(client.get(base, "/api/goals?limit=100")).get("data").findValuesAsText("title"))
                .isEmpty();
    }

    @Test
    void anEmptyPatchRaisesNoVersion() {
        String path = created("Run");
        assertThat(header(client.send(base, "PATCH", path, "{}"), "ETag")).isEqualTo("\"1\"");
        assertThat(header(client.send(base, "PATCH", path, "{\"title\":\"Run\"}"), "ETag"))
                .isEqualTo("\"1\"");
    }

    @Test
    void nullClearsAndAbsentLeaves() {
        String path = header(create("{\"title\":\"Run\",\"category\":\"sport\",\"description\":\"d\"}"), "Location");
        JsonNode patched = json(client.send(base, "PATCH", path, "{\"category\":null}"));
        assertThat(patched.get("category").isNull()).isTrue();
        assertThat(patched.get("description").asText()).isEqualTo("d");
    }

    @Test
    void theLoserOfAnEditGetsTheCurrentGoal() {
        String path = created("Run");
        String edit = "{\"title\":\"Swim\"}";
        assertThat(client.send(base, "PATCH", path, edit, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(200);
        HttpResponse<String> lost = client.send(base, "PATCH", path, "{\"title\":\"Row\"}", "If-Match", "\"1\"");
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(header(lost, "ETag")).isEqualTo("\"2\"");
        assertThat(json(lost).at("/current/title").asText()).isEqualTo("Swim");
        assertThat(header(lost, "Data-Version")).isEqualTo("3");
        assertThat(client.send(base, "DELETE", path, "", "If-Match", "\"1\"").statusCode())
                .isEqualTo(412);
    }

    @Test
    void putNeedsIfMatch() {
        String path = created("Run");
        assertThat(client.send(base, "PUT", path, "{\"title\":\"Swim\"}").statusCode())
                .isEqualTo(428);
        assertThat(client.send(base, "PUT", path, "{\"title\":\"Swim\"}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneOfManyConcurrentConditionalEditsWins() throws Exception {
        String path = created("Run");
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> edits = IntStream.range(0, 30)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> client.send(base, "PATCH", path, "{\"title\":\"t" + i + "\"}", "If-Match", "\"1\"")
                                    .statusCode())
                    .toList();
            List<Integer> statuses =
                    pool.invokeAll(edits).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsOnly(200, 412);
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        }
    }

    @Test
    void aRetriedPostMakesOneGoalAndTheSameAnswer() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = create("{\"title\":\"Run\"}", "Idempotency-Key", key);
        HttpResponse<String> again = create("{\"title\":\"Run\"}", "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(create("{\"title\":\"Swim\"}", "Idempotency-Key", key).statusCode())
                .isEqualTo(422);
        assertThat(json(client.get(base, "/api/goals")).at("/pagination/total").asInt())
                .isEqualTo(1);
    }

    @Test
    void anotherPersonsGoalIsNotFound() {
        String path = created("Mine");
        Client other = Client.registered(base);
        assertThat(other.get(base, path).statusCode()).isEqualTo(404);
        assertThat(other.send(base, "PATCH", path, "{\"title\":\"x\"}").statusCode())
                .isEqualTo(404);
        assertThat(other.send(base, "DELETE", path, "").statusCode()).isEqualTo(404);
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(other.send(base, "POST", "/api/goals", "{\"id\":\"" + id + "\",\"title\":\"x\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anIdIsNeverUsedTwice() {
        String path = created("Run");
        String again = "{\"title\":\"Run\",\"id\":\"" + path.substring(path.lastIndexOf('/') + 1) + "\"}";
        assertThat(create(again).statusCode()).isEqualTo(409);
        assertThat(client.send(base, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(create(again).statusCode()).isEqualTo(409);
    }

    /** What is far too long is refused by its length: nobody waits for all of it to be looked at. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"tags|\"\"", "tasks|{}", "tasks|{\"title\":\"x\"}", "tasks|{\"title\":\"x\",\"checklist\":[{}]}"})
    void refusesEndlessListsWithFewWords(String field, String item) {
        String body =
                "{\"title\":\"x\",\"" + field + "\":[" + String.join(",", Collections.nCopies(30_000, item)) + "]}";
        HttpResponse<String> refused = create(body);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).get("errors")).hasSizeBetween(1, 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|unknown-field|{\"title\":\"x\",\"userId\":\"1\"}",
                "400|unknown-field|{\"title\":\"x\",\"version\":1}",
                "400|wrong-type|{\"title\":5}",
                "400|wrong-type|{\"title\":\"x\",\"priority\":\"1\"}",
                "400|wrong-type|{\"title\":\"x\",\"priority\":1.5}",
                "400|wrong-type|{\"title\":\"x\",\"priority\":\" \"}",
                "400|wrong-type|{\"title\":\"x\",\"metric\":{\"type\":\"percent\",\"current\":\" \"}}",
                "400|wrong-type|{\"title\":\"x\",\"targetDate\":\"2027-02-30\"}",
                "400|wrong-type|{\"title\":\"x\",\"status\":\"ACTIVE\"}",
                "400|wrong-type|{\"title\":\"x\",\"id\":\"1-1-1-1-1\"}",
                "400|duplicate-field|{\"title\":\"x\",\"title\":\"y\"}",
                "400|malformed-json|{\"title\":\"x\"}{}",
                "400|malformed-json|[1]",
                "400|malformed-json|{\"title\":",
                "422|invalid|{}",
                "422|invalid|{\"title\":\"   \"}",
                "422|invalid|{\"title\":\"x\",\"priority\":5}",
                "422|invalid|{\"title\":\"x\",\"startDate\":\"2027-02-02\",\"targetDate\":\"2027-02-01\"}",
                "422|invalid|{\"title\":\"x\",\"tags\":[\"a\",\"a\"]}",
                "422|invalid|{\"title\":\"x\",\"tags\":[null]}",
                "422|invalid|{\"title\":\"x\",\"metric\":{\"type\":\"numeric\"}}",
                "422|invalid|{\"title\":\"x\",\"metric\":{\"type\":\"numeric\",\"target\":1e30}}",
                "422|invalid|{\"title\":\"x\",\"metric\":{\"type\":\"numeric\",\"target\":1e2147483647}}",
                "422|invalid|{\"title\":\"x\",\"metric\":{\"type\":\"numeric\",\"start\":1e400000000}}",
                "422|invalid|{\"title\":\"x\",\"metric\":{\"type\":\"numeric\",\"start\":1e999999999}}",
                "422|invalid|{\"title\":\"x\",\"metric\":{\"type\":\"none\",\"unit\":\"km\"}}"
            })
    void refusesABadBodyAndChangesNothing(int status, String code, String body) {
        HttpResponse<String> refused = create(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).get("code").asText()).isEqualTo(code);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(refused, "X-Request-Id"))
                .isEqualTo(json(refused).get("requestId").asText());
        assertThat(json(client.get(base, "/api/goals")).at("/pagination/total").asInt())
                .isZero();
    }

    @Test
    void refusesWhoeverDoesNotProveWhoTheyAre() {
        HttpResponse<String> refused = Client.anonymous().get(base, "/api/goals");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(header(refused, "WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void saysWhichMethodsARouteHas() {
        HttpResponse<String> refused = client.send(base, "DELETE", "/api/goals", "");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD, POST");
    }

    @Test
    void aRegistrationOrLoginTellsNothingOfOthers() {
        String email = UUID.randomUUID() + "@test.example";
        String body = "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"A\"}";
        String right = body.formatted(email, Client.PASSWORD);
        assertThat(post("/api/auth/register", right).statusCode()).isEqualTo(201);
        assertThat(post("/api/auth/register", right).statusCode()).isEqualTo(201);
        assertThat(post("/api/auth/register", body.formatted(email, "another-one"))
                        .statusCode())
                .isEqualTo(409);
        String login = "{\"email\":\"%s\",\"password\":\"wrong-password\"}";
        JsonNode known = json(post("/api/auth/login", login.formatted(email)));
        JsonNode unknown = json(post("/api/auth/login", login.formatted("no-" + email)));
        assertThat(known.get("status").asInt()).isEqualTo(401);
        assertThat(known.get("detail")).isEqualTo(unknown.get("detail"));
        assertThat(known.get("code")).isEqualTo(unknown.get("code"));
    }
}
