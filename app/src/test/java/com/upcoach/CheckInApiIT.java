package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of check-ins and of what is derived from them, over real HTTP, grid and PostgreSQL. */
@ServerTest
class CheckInApiIT extends ApiIT {
    private String goal = "";

    CheckInApiIT(WebServer server) {
        super(server);
    }

    @BeforeEach
    void goal() {
        goal = goal("{\"title\":\"Run\",\"metric\":{\"type\":\"numeric\",\"target\":10}}");
    }

    private String goal(String body) {
        return header(post("/api/goals", body), "Location");
    }

    private HttpResponse<String> put(String body, String... headers) {
        return post(goal + "/check-ins", body, headers);
    }

    private HttpResponse<String> put(String requestId, LocalDate day) {
        return put("{\"requestId\":\"" + requestId + "\",\"localDate\":\"" + day + "\"}");
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private JsonNode shownGoal() {
        return json(client.get(base, goal));
    }

    private static String code(HttpResponse<String> response) {
        return json(response).get("code").asText();
    }

    @Test
    void aRetryIsTheSameWhenTheGoalTakesNoValuesAnyMore() {
        String body = "{\"requestId\":\"r1\",\"localDate\":\"2026-01-02\",\"value\":1.5}";
        HttpResponse<String> made = put(body);
        assertThat(client.send(base, "PATCH", goal, "{\"metric\":null}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> retried = put(body);
        assertThat(retried.statusCode()).as(retried.body()).isEqualTo(200);
        assertThat(retried.body()).isEqualTo(made.body());
        assertThat(put(body.replace("1.5", "2")).statusCode()).isEqualTo(422);
        assertThat(put(body.replace("r1", "r2")).statusCode()).isEqualTo(422);
    }

    @Test
    void makesShowsEditsAndDeletes() {
        HttpResponse<String> made = put("""
                {"requestId":"r1","localDate":"2026-01-02","occurredAt":"2026-01-02T10:00:00+01:00","value":1.50,
                 "note":"wet","mood":4}""");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(header(made, "ETag")).isEqualTo("\"1\"");
        assertThat(made.body()).contains("\"occurredAt\":\"2026-01-02T09:00:00.000Z\"", "\"value\":1.5,");
        String path = header(made, "Location");
        assertThat(path).isEqualTo(goal + "/check-ins/" + json(made).get("id").asText());
        HttpResponse<String> shown = client.get(base, path);
        assertThat(shown.body()).isEqualTo(made.body());
        assertThat(header(shown, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(client.get(base, path, "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(304);

        HttpResponse<String> patched = client.send(base, "PATCH", path, "{\"mood\":null,\"note\":\"dry\"}");
        assertThat(header(patched, "ETag")).isEqualTo("\"2\"");
        assertThat(json(patched).get("mood").isNull()).isTrue();
        assertThat(json(patched).get("receivedAt")).isEqualTo(json(made).get("receivedAt"));
        assertThat(header(client.send(base, "PATCH", path, "{}"), "ETag")).isEqualTo("\"2\"");
        HttpResponse<String> lost = client.send(base, "PATCH", path, "{\"mood\":1}", "If-Match", "\"1\"");
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(json(lost).at("/current/note").asText()).isEqualTo("dry");
        assertThat(client.send(base, "DELETE", path, "", "If-Match", "\"1\"").statusCode())
                .isEqualTo(412);

        assertThat(client.send(base, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
        assertThat(client.send(base, "PATCH", path, "{}").statusCode()).isEqualTo(404);
        assertThat(client.send(base, "DELETE", path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aKnownRequestIdIsTheSameCheckIn() {
        HttpResponse<String> made = put("{\"requestId\":\"r\",\"value\":1}");
        HttpResponse<String> again = put("{\"requestId\":\"r\",\"value\":1.0}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(again.headers().firstValue("Location")).isEmpty();
        HttpResponse<String> other = put("{\"requestId\":\"r\",\"value\":2}");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(header(other, "ETag")).isEqualTo("\"2\"");
        assertThat(json(other).get("occurredAt")).isEqualTo(json(made).get("occurredAt"));
        assertThat(TestDatabase.count("check_ins WHERE user_id = '" + client.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aLateRetryDoesNotBringBackWhatWasDeleted() {
        String body = "{\"requestId\":\"r\"}";
        String path = header(put(body), "Location");
        client.send(base, "DELETE", path, "");
        HttpResponse<String> retried = put(body);
        assertThat(retried.statusCode()).isEqualTo(409);
        assertThat(code(retried)).isEqualTo("check-in-deleted");
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
    }

    @Test
    void anIdempotencyKeyGivesTheFirstAnswerAgain() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = put("{\"requestId\":\"r\"}", "Idempotency-Key", key);
        put("{\"requestId\":\"r\",\"note\":\"changed\"}");
        HttpResponse<String> again = put("{\"requestId\":\"r\"}", "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(put("{\"requestId\":\"s\"}", "Idempotency-Key", key).statusCode())
                .isEqualTo(422);
    }

    @Test
    void ofManyConcurrentPostsOneMakesTheCheckIn() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> posts = IntStream.range(0, 100)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> put("{\"requestId\":\"one\",\"localDate\":\"2026-01-02\",\"occurredAt\":"
                                            + "\"2026-01-02T10:00:00Z\",\"mood\":3}")
                                    .statusCode())
                    .toList();
            List<Integer> statuses =
                    pool.invokeAll(posts).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsOnly(200, 201);
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        }
        assertThat(TestDatabase.count("check_ins WHERE version = 1 AND user_id = '" + client.id() + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|/requestId",
                "{\"requestId\":\" \"}|422|/requestId",
                "{\"requestId\":\"r\",\"localDate\":\"1969-12-31\"}|422|/localDate",
                "{\"requestId\":\"r\",\"localDate\":\"9000-01-01\"}|422|/localDate",
                "{\"requestId\":\"r\",\"occurredAt\":\"9000-01-01T00:00:00Z\",\"localDate\":\"2026-01-01\"}|422|/occurredAt",
                "{\"requestId\":\"r\",\"mood\":6}|422|/mood",
                "{\"requestId\":\"r\",\"value\":0.0000001}|422|/value",
                "{\"requestId\":\"r\",\"localDate\":\"2026-02-30\"}|400|/localDate",
                "{\"requestId\":\"r\",\"occurredAt\":\"yesterday\"}|400|/occurredAt",
                "{\"requestId\":1}|400|/requestId",
                "{\"requestId\":\"r\",\"receivedAt\":\"2026-01-01T00:00:00Z\"}|400|/receivedAt",
                "{\"requestId\":\"r\",\"version\":1}|400|/version",
            })
    void tellsWhatIsWrong(String body, int status, String pointer) {
        HttpResponse<String> refused = put(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void aGoalThatIsNotMeasuredTakesNoValue() {
        goal = goal("{\"title\":\"x\"}");
        assertThat(json(put("{\"requestId\":\"r\",\"value\":1}"))
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("not-measured");
        String path = header(put("{\"requestId\":\"r\"}"), "Location");
        assertThat(client.send(base, "PATCH", path, "{\"value\":1}").statusCode())
                .isEqualTo(422);
        assertThat(client.send(base, "PATCH", path, "{\"requestId\":\"s\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherPersonsOrGoalsCheckInIsNotFound() {
        String path = header(put("{\"requestId\":\"r\"}"), "Location");
        String elsewhere = goal("{\"title\":\"other\"}") + path.substring(goal.length());
        Client other = Client.registered(base);
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            String body = method.equals("PATCH") ? "{\"mood\":1}" : "";
            assertThat(other.send(base, method, path, body).statusCode()).isEqualTo(404);
            assertThat(client.send(base, method, elsewhere, body).statusCode()).isEqualTo(404);
        }
        for (String part : List.of("/check-ins", "/progress")) {
            assertThat(code(other.get(base, goal + part))).isEqualTo("goal-not-found");
        }
        assertThat(code(other.send(base, "POST", goal + "/check-ins", "{\"requestId\":\"r\"}")))
                .isEqualTo("goal-not-found");
        assertThat(client.get(base, goal + "/check-ins/1").statusCode()).isEqualTo(404);
    }

    @Test
    void listsByDayInPagesAndByCursor() {
        for (int day = 1; day <= 5; day++) {
            put("r" + day, LocalDate.of(2026, 1, day));
        }
        assertThat(requestIds("")).containsExactly("r5", "r4", "r3", "r2", "r1");
        assertThat(requestIds("?from=2026-01-02&to=2026-01-03&order=ASC")).containsExactly("r2", "r3");
        assertThat(requestIds("?orderBy=createdAt&limit=2&page=2")).containsExactly("r3", "r2");
        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(client.get(base, goal + "/check-ins?limit=2&cursor=" + cursor));
            walked.addAll(page.get("data").findValuesAsText("requestId"));
            cursor = page.at("/pagination/nextCursor").asText();
        } while (!cursor.isEmpty());
        assertThat(walked).containsExactly("r5", "r4", "r3", "r2", "r1");
        HttpResponse<String> list = client.get(base, goal + "/check-ins");
        assertThat(client.get(base, goal + "/check-ins", "If-None-Match", header(list, "ETag"))
                        .statusCode())
                .isEqualTo(304);
    }

    private List<String> requestIds(String query) {
        return json(client.get(base, goal + "/check-ins" + query)).get("data").findValuesAsText("requestId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check-ins?limit=0",
                "check-ins?orderBy=mood",
                "check-ins?from=today",
                "check-ins?cursor=x",
                "check-ins?x=1",
                "progress?bucket=year",
                "progress?from=2026-01-02&to=2026-01-01",
                "progress?from=2020-01-01&to=2026-01-01",
                "progress?x=1"
            })
    void refusesAQueryThatDoesNotFit(String query) {
        assertThat(client.get(base, goal + "/" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void sumsUpProgress() {
        put("{\"requestId\":\"a\",\"localDate\":\"2026-01-04\",\"value\":3}");
        put("{\"requestId\":\"b\",\"localDate\":\"2026-01-05\",\"value\":2,\"occurredAt\":\"2026-01-05T08:00:00Z\"}");
        put("{\"requestId\":\"c\",\"localDate\":\"2026-01-05\",\"value\":5,\"occurredAt\":\"2026-01-05T07:00:00Z\"}");
        put("{\"requestId\":\"d\",\"localDate\":\"2026-01-06\"}");
        JsonNode weeks = json(client.get(base, goal + "/progress?from=2026-01-01&to=2026-01-13&bucket=week"));
        assertThat(weeks.get("data").findValuesAsText("from"))
                .containsExactly("2026-01-01", "2026-01-05", "2026-01-12");
        assertThat(weeks.get("data").findValuesAsText("to")).containsExactly("2026-01-04", "2026-01-11", "2026-01-13");
        assertThat(weeks.at("/data/1").toString())
                .isEqualTo("{\"from\":\"2026-01-05\",\"to\":\"2026-01-11\",\"checkIns\":3,\"days\":2,\"value\":2,"
                        + "\"sum\":7,\"min\":2,\"max\":5}");
        assertThat(weeks.at("/data/2/checkIns").asInt()).isZero();
        assertThat(weeks.at("/data/2/value").isNull()).isTrue();
        assertThat(json(client.get(base, goal + "/progress")).get("data")).hasSize(30);
        assertThat(json(client.get(base, goal + "/progress?bucket=month&from=1993-01-01&to=2026-04-30"))
                        .get("data"))
                .hasSize(400);
    }

    @Test
    void aLateCheckInRepairsTheStreak() {
        put("a", today());
        put("b", today().minusDays(2));
        assertThat(shownGoal().at("/streak").toString())
                .isEqualTo("{\"current\":1,\"best\":1,\"lastDate\":\"" + today() + "\"}");
        String path = header(put("c", today().minusDays(1)), "Location");
        assertThat(shownGoal().at("/streak/current").asInt()).isEqualTo(3);
        client.send(base, "PATCH", path, "{\"localDate\":\"2026-01-01\"}");
        assertThat(shownGoal().at("/streak/current").asInt()).isEqualTo(1);
        client.send(base, "DELETE", path, "");
        assertThat(shownGoal().at("/streak/best").asInt()).isEqualTo(1);
    }

    @Test
    void anyOrderOfArrivalGivesTheSameStreak() {
        Random random = new Random(7);
        for (int round = 0; round < 8; round++) {
            goal = goal("{\"title\":\"x\"}");
            List<LocalDate> days = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                days.add(today().minusDays(random.nextInt(16)));
            }
            Collections.shuffle(days, random);
            for (int i = 0; i < days.size(); i++) {
                put("r" + i, days.get(i));
            }
            JsonNode streak = shownGoal().get("streak");
            assertThat(streak.get("best").asInt()).as("%s", days).isEqualTo(best(days));
            assertThat(streak.get("current").asInt()).as("%s", days).isEqualTo(current(days));
            assertThat(streak.get("lastDate").asText())
                    .isEqualTo(Collections.max(days).toString());
        }
    }

    private static int best(List<LocalDate> days) {
        int best = 0;
        for (LocalDate day : days) {
            best = Math.max(best, endingAt(days, day));
        }
        return best;
    }

    private static int current(List<LocalDate> days) {
        return days.contains(today()) ? endingAt(days, today()) : endingAt(days, today().minusDays(1));
    }

    private static int endingAt(List<LocalDate> days, LocalDate last) {
        TreeSet<LocalDate> distinct = new TreeSet<>(days);
        int length = 0;
        while (distinct.contains(last.minusDays(length))) {
            length++;
        }
        return length;
    }

    @Test
    void theGoalShowsTheLatestValueAndItsTagFollows() {
        HttpResponse<String> before = client.get(base, goal);
        assertThat(header(before, "ETag")).isEqualTo("\"1\"");
        put("{\"requestId\":\"a\",\"localDate\":\"2026-01-02\",\"value\":5}");
        put("{\"requestId\":\"b\",\"localDate\":\"2026-01-01\",\"value\":9}");
        HttpResponse<String> after = client.get(base, goal, "If-None-Match", "\"1\"");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(header(after, "ETag")).matches("\"1-[0-9a-f]{8}\"");
        assertThat(json(after).at("/metric/current").asInt()).isEqualTo(5);
        assertThat(json(after).get("progressPercent").asInt()).isEqualTo(50);
        assertThat(json(client.get(base, "/api/goals")).at("/data/0")).isEqualTo(json(after));
        assertThat(client.get(base, goal, "If-None-Match", header(after, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<String> edited =
                client.send(base, "PATCH", goal, "{\"title\":\"y\"}", "If-Match", header(after, "ETag"));
        assertThat(edited.statusCode()).isEqualTo(200);
        assertThat(header(edited, "ETag")).startsWith("\"2-");
        HttpResponse<String> shown = client.get(base, goal);
        assertThat(shown.body()).isEqualTo(edited.body());
        assertThat(header(shown, "ETag")).isEqualTo(header(edited, "ETag"));
        assertThat(client.send(base, "PATCH", goal, "{\"title\":\"z\"}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void aHabitIsCountedByItsDaysOfTheWeek() {
        goal = goal("{\"title\":\"x\",\"metric\":{\"type\":\"habit\",\"target\":4}}");
        put("a", today());
        put("b", today());
        put("c", today().minusDays(6));
        put("d", today().minusDays(7));
        assertThat(shownGoal().get("progressPercent").asInt()).isEqualTo(50);
    }

    @Test
    void whatIsNotMeasuredIsReachedByItsTasks() {
        HttpResponse<String> made = client.send(
                base,
                "POST",
                "/api/goals",
                """
                {"title":"x","tasks":[{"title":"a","status":"done"},{"title":"b"},{"title":"c"},
                 {"title":"d","status":"cancelled"}]}""",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(json(made).get("progressPercent").asInt()).isEqualTo(33);
        HttpResponse<String> shown = client.get(base, header(made, "Location"));
        assertThat(shown.body()).isEqualTo(made.body());
        assertThat(header(shown, "ETag")).isEqualTo(header(made, "ETag")).startsWith("\"1-");
    }

    @Test
    void aRetriedCheckInThatChangedNothingChangesNothingLater() {
        String first = "{\"requestId\":\"r1\",\"note\":\"first\"}";
        put(first);
        String key = UUID.randomUUID().toString();
        HttpResponse<String> same = post(goal + "/check-ins", first, "Idempotency-Key", key);
        assertThat(same.statusCode()).isEqualTo(200);
        put("{\"requestId\":\"r1\",\"note\":\"second\"}");
        HttpResponse<String> again = post(goal + "/check-ins", first, "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(same.body());
        assertThat(client.get(base, goal + "/check-ins").body())
                .contains("second")
                .doesNotContain("first");
    }

    @Test
    void deletingAGoalDeletesThousandsOfCheckInsInOneWrite() {
        put("{\"requestId\":\"in memory\"}");
        String id = goal.substring(goal.lastIndexOf('/') + 1);
        TestDatabase.change(
                "INSERT INTO check_ins (user_id, id, goal_id, request_id, local_date, occurred_at, received_at, "
                        + "note, version, created_at, updated_at) SELECT '" + client.id() + "', gen_random_uuid(), '"
                        + id
                        + "', day::text, DATE '2010-01-01' + day, now(), now(), '', 1, now(), now() "
                        + "FROM generate_series(1, 5000) AS day");
        HttpResponse<String> deleted = client.send(base, "DELETE", goal, "");
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
        String own = " WHERE user_id = '" + client.id() + "'";
        assertThat(TestDatabase.count("check_ins" + own)).isZero();
        assertThat(TestDatabase.count("change_log" + own + " AND kind = 'check-in' AND operation = 'delete'"))
                .isEqualTo(5001);
        assertThat(code(put("{\"requestId\":\"r1\"}"))).isEqualTo("goal-not-found");
    }
}
