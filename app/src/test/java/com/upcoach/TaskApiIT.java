package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of {@code /api/tasks}, over real HTTP, grid and PostgreSQL. */
@ServerTest
class TaskApiIT extends ApiIT {
    TaskApiIT(WebServer server) {
        super(server);
    }

    private HttpResponse<String> create(String body, String... headers) {
        return post("/api/tasks", body, headers);
    }

    private String created(String title) {
        return made("/api/tasks", title);
    }

    private String goal() {
        return json(post("/api/goals", "{\"title\":\"Run\"}")).get("id").asText();
    }

    private HttpResponse<String> act(String path, String... headers) {
        return post(path, "", headers);
    }

    private List<String> titles(String query) {
        return json(client.get(base, "/api/tasks?" + query)).get("data").findValuesAsText("title");
    }

    @Test
    void createsShowsEditsAndDeletes() {
        HttpResponse<String> made = create("{\"title\":\"Buy shoes\",\"priority\":3,\"tags\":[\"a\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(header(made, "ETag")).isEqualTo("\"1\"");
        String path = header(made, "Location");
        assertThat(path).startsWith("/api/tasks/");
        assertThat(client.get(base, path).body()).isEqualTo(made.body());
        assertThat(json(made).get("source").asText()).isEqualTo("user");

        HttpResponse<String> patched = client.send(base, "PATCH", path, "{\"status\":\"done\"}");
        assertThat(json(patched).get("completedAt").isTextual()).isTrue();
        assertThat(header(patched, "ETag")).isEqualTo("\"2\"");
        assertThat(client.get(base, path).body()).isEqualTo(patched.body());

        HttpResponse<String> replaced =
                client.send(base, "PUT", path, "{\"title\":\"Buy boots\"}", "If-Match", "\"2\"");
        assertThat(json(replaced).get("completedAt").isNull()).isTrue();
        assertThat(json(replaced).get("tags")).isEmpty();

        assertThat(client.send(base, "DELETE", path, "", "If-Match", "\"2\"").statusCode())
                .isEqualTo(412);
        assertThat(client.send(base, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
        assertThat(titles("")).isEmpty();
    }

    @Test
    void belongsToAGoalOfThePersons() {
        String goal = goal();
        String body = "{\"title\":\"%s\",\"goalId\":\"%s\"}";
        HttpResponse<String> first = create(body.formatted("a", goal));
        HttpResponse<String> second = create(body.formatted("b", goal));
        assertThat(json(first).get("position").asInt()).isZero();
        assertThat(json(second).get("position").asInt()).isEqualTo(1);
        assertThat(titles("goalId=" + goal)).containsExactly("b", "a");
        assertThat(titles("goalId=" + goal + "&orderBy=position&order=ASC")).containsExactly("a", "b");
        assertThat(json(client.get(base, "/api/goals/" + goal + "/tasks"))
                        .get("data")
                        .findValuesAsText("title"))
                .containsExactly("a", "b");

        JsonNode detached = json(client.send(base, "PATCH", header(first, "Location"), "{\"goalId\":null}"));
        assertThat(detached.get("goalId").isNull()).isTrue();
        assertThat(titles("goalId=" + goal)).containsExactly("b");
    }

    @Test
    void refusesAGoalThatIsNotThePersons() {
        String goal = goal();
        String path = created("mine");
        Client other = Client.registered(base);
        String body = "{\"title\":\"x\",\"goalId\":\"%s\"}";
        HttpResponse<String> foreign = other.send(base, "POST", "/api/tasks", body.formatted(goal));
        HttpResponse<String> absent = create(body.formatted(UUID.randomUUID()));
        assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(422);
        assertThat(json(foreign).get("errors")).isEqualTo(json(absent).get("errors"));
        assertThat(json(absent).at("/errors/0/pointer").asText()).isEqualTo("/goalId");
        HttpResponse<String> moved = client.send(base, "PATCH", path, "{\"goalId\":\"" + UUID.randomUUID() + "\"}");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(422);
        assertThat(header(client.get(base, path), "ETag")).isEqualTo("\"1\"");
    }

    @Test
    void completingIsIdempotent() {
        String path = created("Buy shoes");
        HttpResponse<String> done = act(path + "/complete");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(json(done).get("status").asText()).isEqualTo("done");
        assertThat(header(done, "ETag")).isEqualTo("\"2\"");
        HttpResponse<String> again = post(path + "/complete", "{}");
        assertThat(again.body()).isEqualTo(done.body());
        HttpResponse<String> reopened = act(path + "/reopen", "If-Match", "\"2\"");
        assertThat(json(reopened).get("status").asText()).isEqualTo("todo");
        assertThat(json(reopened).get("completedAt").isNull()).isTrue();
        assertThat(header(act(path + "/reopen"), "ETag")).isEqualTo("\"3\"");
        assertThat(act(path + "/complete", "If-Match", "\"2\"").statusCode()).isEqualTo(412);
        assertThat(post(path + "/complete", "{\"x\":1}").statusCode()).isEqualTo(400);
    }

    @Test
    void aCancelledTaskIsReopenedBeforeItIsCompleted() {
        String path = created("Buy shoes");
        client.send(base, "PATCH", path, "{\"status\":\"cancelled\"}");
        HttpResponse<String> refused = act(path + "/complete");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("code").asText()).isEqualTo("task-cancelled");
        assertThat(act(path + "/reopen").statusCode()).isEqualTo(200);
        assertThat(act(path + "/complete").statusCode()).isEqualTo(200);
    }

    @Test
    void aRetriedCompletionGetsTheFirstAnswer() {
        String path = created("Buy shoes");
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = act(path + "/complete", "Idempotency-Key", key);
        act(path + "/reopen");
        HttpResponse<String> again = act(path + "/complete", "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(json(client.get(base, path)).get("status").asText()).isEqualTo("todo");
    }

    @Test
    void aRetriedCompletionThatChangedNothingChangesNothingLater() {
        String path = created("Buy shoes");
        act(path + "/complete");
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = act(path + "/complete", "Idempotency-Key", key);
        assertThat(header(first, "ETag")).isEqualTo("\"2\"");
        act(path + "/reopen");
        HttpResponse<String> again = act(path + "/complete", "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(json(client.get(base, path)).get("status").asText()).isEqualTo("todo");
        assertThat(act(path + "/reopen", "Idempotency-Key", key).statusCode()).isEqualTo(422);
    }

    @Test
    void whatOnlyKeepsAnAnswerRaisesNoDataVersion() {
        String path = created("Buy shoes");
        String before = header(act(path + "/complete"), "Data-Version");
        String key = UUID.randomUUID().toString();
        assertThat(header(act(path + "/complete", "Idempotency-Key", key), "Data-Version"))
                .isEqualTo(before);
        assertThat(header(create("{\"title\":\"next\"}"), "Data-Version"))
                .isEqualTo(Long.toString(Long.parseLong(before) + 1));
    }

    @Test
    void aRefusedActionKeepsNoAnswer() {
        String path = created("Buy shoes");
        client.send(base, "PATCH", path, "{\"status\":\"cancelled\"}");
        String key = UUID.randomUUID().toString();
        assertThat(act(path + "/complete", "Idempotency-Key", key).statusCode()).isEqualTo(409);
        assertThat(act(path + "/complete", "Idempotency-Key", key, "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(412);
        act(path + "/reopen");
        HttpResponse<String> done = act(path + "/complete", "Idempotency-Key", key);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(header(done, "Idempotency-Replayed")).isEmpty();
    }

    @Test
    void manyCompletionsAtOnceMakeOneVersion() throws Exception {
        String path = created("Buy shoes");
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = IntStream.range(0, 50)
                    .<Callable<String>>mapToObj(
                            i -> () -> act(path + "/complete").body())
                    .toList();
            List<String> bodies = pool.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(bodies).hasSize(1);
        }
        assertThat(header(client.get(base, path), "ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aRetriedPostMakesOneTask() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = create("{\"title\":\"x\"}", "Idempotency-Key", key);
        HttpResponse<String> again = create("{\"title\":\"x\"}", "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(create("{\"title\":\"y\"}", "Idempotency-Key", key).statusCode())
                .isEqualTo(422);
        assertThat(titles("")).hasSize(1);
    }

    @Test
    void aChecklistKeepsItsIdsAndIsReplacedAsAWhole() {
        String path = header(create("{\"title\":\"x\",\"checklist\":[{\"text\":\"a\"},{\"text\":\"b\"}]}"), "Location");
        JsonNode list = json(client.get(base, path)).get("checklist");
        String id = list.at("/1/id").asText();
        client.send(base, "PATCH", path, "{\"title\":\"y\"}");
        assertThat(json(client.get(base, path)).get("checklist")).isEqualTo(list);
        JsonNode patched = json(client.send(
                base, "PATCH", path, "{\"checklist\":[{\"id\":\"" + id + "\",\"text\":\"b\",\"done\":true}]}"));
        assertThat(patched.get("checklist")).hasSize(1);
        assertThat(patched.at("/checklist/0/id").asText()).isEqualTo(id);
        assertThat(patched.at("/checklist/0/done").asBoolean()).isTrue();
    }

    @Test
    void filtersAndOrders() {
        create("{\"title\":\"b 100%\",\"status\":\"done\",\"dueDate\":\"2027-05-01\",\"tags\":[\"x\"]}");
        create("{\"title\":\"a\",\"dueDate\":\"2027-01-01\",\"notes\":\"shoes\"}");
        create("{\"title\":\"c\",\"priority\":4}");
        assertThat(titles("status=done")).containsExactly("b 100%");
        assertThat(titles("status=todo,done&orderBy=title&order=ASC")).containsExactly("a", "b 100%", "c");
        assertThat(titles("orderBy=dueDate&order=ASC")).containsExactly("a", "b 100%", "c");
        assertThat(titles("orderBy=priority")).first().isEqualTo("c");
        assertThat(titles("tag=x")).containsExactly("b 100%");
        assertThat(titles("q=SHOES")).containsExactly("a");
        assertThat(titles("dueBefore=2027-03-01")).containsExactly("a");
        assertThat(titles("dueOn=2027-05-01")).containsExactly("b 100%");
        assertThat(titles("updatedSince=2100-01-01T00:00:00Z")).isEmpty();
        JsonNode page = json(client.get(base, "/api/tasks?limit=2&cursor="));
        String next = page.at("/pagination/nextCursor").asText();
        assertThat(titles("limit=2&cursor=" + next)).hasSize(1);
    }

    @Test
    void anotherPersonsTaskIsNotFound() {
        String path = created("mine");
        Client other = Client.registered(base);
        assertThat(other.get(base, path).statusCode()).isEqualTo(404);
        for (String[] write : List.of(
                new String[] {"PATCH", path},
                new String[] {"DELETE", path},
                new String[] {"POST", path + "/complete"},
                new String[] {"POST", path + "/reopen"})) {
            String body = write[0].equals("PATCH") ? "{\"title\":\"x\"}" : "";
            assertThat(other.send(base, write[0], write[1], body).statusCode())
                    .as("%s %s", write[0], write[1])
                    .isEqualTo(404);
        }
        assertThat(header(client.get(base, path), "ETag")).isEqualTo("\"1\"");
    }

    @Test
    void anIdIsNeverUsedTwice() {
        String path = created("x");
        String again = "{\"title\":\"x\",\"id\":\"" + path.substring(path.lastIndexOf('/') + 1) + "\"}";
        assertThat(create(again).statusCode()).isEqualTo(409);
        client.send(base, "DELETE", path, "");
        assertThat(create(again).statusCode()).isEqualTo(409);
        assertThat(client.send(base, "PUT", "/api/tasks/" + UUID.randomUUID(), "{\"title\":\"x\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void putNeedsIfMatch() {
        assertThat(client.send(base, "PUT", created("x"), "{\"title\":\"y\"}").statusCode())
                .isEqualTo(428);
    }

    @Test
    void listsAreConditionalAndNeverStale() {
        String path = created("x");
        HttpResponse<String> list = client.get(base, "/api/tasks");
        String etag = header(list, "ETag");
        assertThat(header(list, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(client.get(base, "/api/tasks", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        act(path + "/complete");
        assertThat(client.get(base, "/api/tasks", "If-None-Match", etag).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|unknown-field|{\"title\":\"x\",\"source\":\"ai\"}",
                "400|unknown-field|{\"title\":\"x\",\"completedAt\":\"2027-01-01T00:00:00Z\"}",
                "400|wrong-type|{\"title\":\"x\",\"goalId\":\"1\"}",
                "400|wrong-type|{\"title\":\"x\",\"dueDate\":\"2027-02-30\"}",
                "400|wrong-type|{\"title\":\"x\",\"dueTime\":\"25:00\"}",
                "400|wrong-type|{\"title\":\"x\",\"checklist\":{}}",
                "422|invalid|{\"title\":\" \"}",
                "422|invalid|{\"title\":\"x\",\"dueTime\":\"12:00\"}",
                "422|invalid|{\"title\":\"x\",\"estimateMinutes\":0}",
                "422|invalid|{\"title\":\"x\",\"position\":-1}",
                "422|invalid|{\"title\":\"x\",\"checklist\":[null]}",
                "422|invalid|{\"title\":\"x\",\"checklist\":[{\"text\":\"\"}]}"
            })
    void refusesABadBodyAndChangesNothing(int status, String code, String body) {
        HttpResponse<String> refused = create(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).get("code").asText()).isEqualTo(code);
        assertThat(titles("")).isEmpty();
    }

    @Test
    void anIdIsForNewTasksAlone() {
        String path = created("x");
        String body = "{\"title\":\"x\",\"id\":\"" + UUID.randomUUID() + "\"}";
        assertThat(client.send(base, "PATCH", path, body).statusCode()).isEqualTo(400);
        assertThat(client.send(base, "PUT", path, body, "If-Match", "*").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goalId=1",
                "status=open",
                "status=Done",
                "dueOn=today",
                "dueBefore=",
                "category=x",
                "orderBy=targetDate"
            })
    void refusesABadQuery(String query) {
        assertThat(client.get(base, "/api/tasks?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhichMethodsARouteHas() {
        HttpResponse<String> refused = client.get(base, created("x") + "/complete");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).isEqualTo("POST");
    }
}
