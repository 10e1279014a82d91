package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of goals: pages, filters, orders, and what is no query. */
@ServerTest
class GoalListIT extends ApiIT {
    GoalListIT(WebServer server) {
        super(server);
    }

    @Test
    void aCursorThatNobodyGaveIsRefused() {
        String id = "00000000-0000-7000-8000-000000000000";
        for (String instant : List.of("+12345-01-01 00:00:00+00", "2026-02-30 00:00:00+00", "0000-01-01 00:00:00+00")) {
            String forged = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(("createdAt DESC\n" + id + "\n" + instant).getBytes(StandardCharsets.UTF_8));
            assertThat(client.get(base, "/api/goals?cursor=" + forged).statusCode())
                    .as(instant)
                    .isEqualTo(400);
        }
    }

    @Test
    void cursorsWalkTheWholeListOnceWhileGoalsAreAdded() {
        for (int i = 0; i < 7; i++) {
            made("/api/goals", "g" + i);
        }
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = json(client.get(base, "/api/goals?limit=3&cursor=" + cursor));
            page.get("data")
                    .forEach(goal ->
                            assertThat(seen.add(goal.get("id").asText())).isTrue());
            made("/api/goals", "new");
            cursor = page.at("/pagination/nextCursor").asText();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(7);
    }

    @Test
    void filtersAndOrders() {
        post(
                "/api/goals",
                "{\"title\":\"b 100%\",\"status\":\"draft\",\"targetDate\":\"2027-05-01\",\"tags\":[\"x\"]}");
        post("/api/goals", "{\"title\":\"a\",\"category\":\"sport\",\"targetDate\":\"2027-01-01\"}");
        post("/api/goals", "{\"title\":\"c\"}");
        assertThat(titles("status=draft")).containsExactly("b 100%");
        assertThat(titles("status=draft,active&orderBy=title&order=ASC")).containsExactly("a", "b 100%", "c");
        assertThat(titles("orderBy=targetDate&order=ASC")).containsExactly("a", "b 100%", "c");
        assertThat(titles("tag=x")).containsExactly("b 100%");
        assertThat(titles("category=sport")).containsExactly("a");
        assertThat(titles("q=100%25")).containsExactly("b 100%");
        assertThat(titles("q=_")).isEmpty();
        assertThat(titles("targetBefore=2027-03-01")).containsExactly("a");
        assertThat(titles("targetAfter=2027-03-01")).containsExactly("b 100%");
        assertThat(titles("updatedSince=2100-01-01T00:00:00Z")).isEmpty();
    }

    private List<String> titles(String query) {
        return json(client.get(base, "/api/goals?" + query)).get("data").findValuesAsText("title");
    }

    @Test
    void listsAreConditionalAndCompressed() {
        for (int i = 0; i < 5; i++) {
            made("/api/goals", "goal " + i);
        }
        HttpResponse<String> list = client.get(base, "/api/goals");
        assertThat(header(list, "Content-Encoding")).isEmpty();
        assertThat(header(list, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(client.get(base, "/api/goals", "If-None-Match", header(list, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(client.get(base, "/api/goals", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEqualTo("gzip");
        assertThat(header(
                        client.get(base, "/api/goals", "Accept-Encoding", "gzip", "X-No-Compression", "1"),
                        "Content-Encoding"))
                .isEmpty();
        made("/api/goals", "another");
        assertThat(client.get(base, "/api/goals", "If-None-Match", header(list, "ETag"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0",
        "limit=101",
        "limit=x",
        "page=0",
        "page=1&page=2",
        "orderBy=userId",
        "order=asc",
        "cursor=x",
        "cursor=Y3JlYXRlZEF0IERFU0MKMDFhMjBmY2YtNGNlMC03NWNlLTkzMGYtYzE5MjcwOTQzZTU5Ci0tLS0tLS0tLS0tLS0tLS0tLS0tLS0",
        "cursor=Y3JlYXRlZEF0IERFU0MKMDFhMjBmY2YtNGNlMC03NWNlLTkzMGYtYzE5MjcwOTQzZTU5CjIwMjctMDItMzAgMDA6MDA6MDArMDA",
        "cursor=&page=1",
        "nope=1",
        "status=done",
        "status=Draft",
        "targetBefore=2027-13-01",
        "updatedSince=yesterday",
        "updatedSince=2026-01-01T00:00Z",
        "q="
    })
    void refusesABadQuery(String query) {
        assertThat(client.get(base, "/api/goals?" + query).statusCode()).isEqualTo(400);
    }
}
