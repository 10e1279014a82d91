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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/analytics/summary} over real HTTP, grid and PostgreSQL. */
@ServerTest
class AnalyticsApiIT extends ApiIT {
    private static final String PATH = "/api/analytics/summary";

    AnalyticsApiIT(WebServer server) {
        super(server);
    }

    private JsonNode summary(String query) {
        HttpResponse<String> shown = client.get(base, PATH + query);
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        return json(shown);
    }

    @Test
    void nothingComesToNothing() {
        JsonNode summary = summary("");
        assertThat(summary.at("/goals/active").asInt(-1)).isZero();
        assertThat(summary.at("/tasks/completionRate").isNull()).isTrue();
        assertThat(summary.at("/checkIns/moodAverage").isNull()).isTrue();
        assertThat(summary.at("/streak/best").asInt(-1)).isZero();
    }

    @Test
    void countsGoalsAndTasks() {
        post("/api/goals", "{\"title\":\"a\",\"status\":\"paused\"}");
        post("/api/goals", """
                {"title":"b","tasks":[{"title":"1","status":"done"},{"title":"2","dueDate":"2001-01-01"},
                  {"title":"3"},{"title":"4","status":"cancelled","dueDate":"2001-01-01"}]}""");
        JsonNode summary = summary("");
        assertThat(summary.at("/goals/active").asInt()).isEqualTo(1);
        assertThat(summary.at("/goals/paused").asInt()).isEqualTo(1);
        assertThat(summary.at("/tasks/created").asInt()).isEqualTo(4);
        assertThat(summary.at("/tasks/completed").asInt()).isEqualTo(1);
        assertThat(summary.at("/tasks/completionRate").asDouble()).isEqualTo(0.3333);
        assertThat(summary.at("/tasks/overdue").asInt()).isEqualTo(1);
        assertThat(summary("?from=2001-01-01&to=2001-01-31")
                        .at("/tasks/created")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void countsCheckInsAndStreaks() {
        String goal = json(post("/api/goals", "{\"title\":\"a\"}")).get("id").asText();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int ago : new int[] {1, 2, 10, 11, 12, 400}) {
            checkIn(goal, today.minusDays(ago), ago == 1 ? "5" : ago == 2 ? "2" : "NULL");
        }
        checkIn(goal, today.minusDays(2), "NULL");
        JsonNode summary = summary("?from=" + today.minusDays(29) + "&to=" + today);
        assertThat(summary.at("/checkIns/total").asInt()).isEqualTo(6);
        assertThat(summary.at("/checkIns/activeDays").asInt()).isEqualTo(5);
        assertThat(summary.at("/checkIns/moodAverage").asDouble()).isEqualTo(3.5);
        assertThat(summary.at("/streak/best").asInt()).isEqualTo(3);
        assertThat(summary.at("/streak/current").asInt()).isEqualTo(2);
    }

    private void checkIn(String goal, LocalDate day, String mood) {
        TestDatabase.change("""
                INSERT INTO check_ins (user_id, id, goal_id, request_id, local_date, occurred_at, received_at, mood,
                                       version, created_at, updated_at)
                VALUES ('%s', '%s', '%s', '%s', '%s', now(), now(), %s, 1, now(), now())
                """.formatted(client.id(), UUID.randomUUID(), goal, UUID.randomUUID(), day, mood));
    }

    @Test
    void isReadAgainOnlyWhenItChanged() {
        HttpResponse<String> first = client.get(base, PATH);
        String etag = header(first, "ETag");
        assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(client.get(base, PATH, "If-None-Match", etag).statusCode()).isEqualTo(304);
        post("/api/goals", "{\"title\":\"a\"}");
        HttpResponse<String> changed = client.get(base, PATH, "If-None-Match", etag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(header(changed, "Data-Version")).isNotEqualTo(header(first, "Data-Version"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2027-01-02&to=2027-01-01",
                "?from=2026-01-01&to=2027-01-02",
                "?from=x",
                "?to=1899-12-31",
                "?from=9999-01-01",
                "?until=2027-01-01",
                "?from=2027-01-01&from=2027-01-02"
            })
    void refusesOtherDays(String query) {
        assertThat(client.get(base, PATH + query).statusCode()).isEqualTo(400);
    }
}
