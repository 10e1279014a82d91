package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of {@code /api/ai}, over real HTTP, grid and PostgreSQL, without a provider. */
@ServerTest
class CoachingApiIT extends ApiIT {
    private static final String INTERACTIONS = "/api/ai/interactions";
    private static final String RECOMMENDATIONS = "/api/ai/recommendations";

    CoachingApiIT(WebServer server) {
        super(server);
    }

    private HttpResponse<String> ask(String rest, String... headers) {
        return post(INTERACTIONS, "{\"kind\":\"chat\",\"prompt\":\"What now?\"" + rest + "}", headers);
    }

    private String goal() {
        return json(post(
                        "/api/goals",
                        "{\"title\":\"Run\",\"tasks\":[{\"title\":\"Shoes\",\"dueDate\":\"2020-01-02\"}]}"))
                .get("id")
                .asText();
    }

    @Test
    void asksShowsRatesAndDeletes() {
        HttpResponse<String> made = ask(",\"goalId\":\"" + goal() + "\"");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(header(made, "Cache-Control")).isEqualTo("no-store");
        assertThat(json(made).get("response").asText()).contains("Shoes");
        assertThat(json(made).get("fallback").asBoolean()).isFalse();
        String path = header(made, "Location");
        HttpResponse<String> shown = client.get(base, path);
        assertThat(shown.body()).isEqualTo(made.body());
        assertThat(header(shown, "Cache-Control")).isEqualTo("no-store");
        assertThat(client.get(base, path, "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(304);

        HttpResponse<String> rated = post(path + "/feedback", "{\"rating\":4}", "Idempotency-Key", "r");
        assertThat(rated.statusCode()).as(rated.body()).isEqualTo(200);
        assertThat(header(rated, "ETag")).isEqualTo("\"2\"");
        assertThat(json(rated).get("rating").asInt()).isEqualTo(4);
        assertThat(header(post(path + "/feedback", "{\"rating\":4}"), "ETag")).isEqualTo("\"2\"");
        HttpResponse<String> replayed = post(path + "/feedback", "{\"rating\":4}", "Idempotency-Key", "r");
        assertThat(header(replayed, "Idempotency-Replayed")).isEqualTo("true");

        assertThat(client.send(base, "DELETE", path, "", "If-Match", "\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(client.send(base, "DELETE", path, "", "If-Match", "\"2\"").statusCode())
                .isEqualTo(204);
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"chat\"}|422",
                "{\"prompt\":\"a\"}|422",
                "{\"kind\":\"chat\",\"prompt\":\" \"}|422",
                "{\"kind\":\"song\",\"prompt\":\"a\"}|400",
                "{\"kind\":\"chat\",\"prompt\":\"a\",\"response\":\"b\"}|400",
                "{\"kind\":\"chat\",\"prompt\":\"a\",\"goalId\":\"7c1f0d2e-1111-4abc-8def-000000000001\"}|422"
            })
    void refusesWhatDoesNotFit(String body, int status) {
        assertThat(post(INTERACTIONS, body).statusCode()).isEqualTo(status);
    }

    @Test
    void aPromptIsOneToFourThousandCharacters() {
        String body = "{\"kind\":\"chat\",\"prompt\":\"%s\"}";
        assertThat(post(INTERACTIONS, body.formatted("ä".repeat(4_000))).statusCode())
                .isEqualTo(201);
        assertThat(post(INTERACTIONS, body.formatted("ä".repeat(4_001))).statusCode())
                .isEqualTo(422);
    }

    @Test
    void theCoachKnowsTheProgressThatTheGoalShows() {
        String soon = LocalDate.now(ZoneOffset.UTC).plusDays(3).toString();
        String path = header(
                post(
                        "/api/goals",
                        "{\"title\":\"Far\",\"targetDate\":\"" + soon
                                + "\",\"metric\":{\"type\":\"numeric\",\"target\":100}}"),
                "Location");
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(reasons(id)).contains("stands at 0 %");
        post(path + "/check-ins", "{\"requestId\":\"1\",\"value\":95}");
        assertThat(json(client.get(base, path)).get("progressPercent").asInt()).isEqualTo(95);
        assertThat(reasons(id)).contains("stands at 95 %").doesNotContain("stands at 0 %");
    }

    private String reasons(String goal) {
        return client.get(base, "/api/ai/recommendations?goalId=" + goal).body();
    }

    @Test
    void aRatingThatChangedNothingIsNotMadeLater() {
        String path = header(ask(""), "Location") + "/feedback";
        post(path, "{\"rating\":5}");
        HttpResponse<String> same = post(path, "{\"rating\":5}", "Idempotency-Key", "s");
        post(path, "{\"rating\":2}");
        assertThat(post(path, "{\"rating\":5}", "Idempotency-Key", "s").body()).isEqualTo(same.body());
        assertThat(json(client.get(base, path.replace("/feedback", "")))
                        .get("rating")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aRetryIsAnsweredOnceAndTheSame() {
        HttpResponse<String> first = ask("", "Idempotency-Key", "k");
        HttpResponse<String> again = ask("", "Idempotency-Key", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(json(client.get(base, INTERACTIONS)).at("/pagination/total").asInt())
                .isEqualTo(1);
    }

    @Test
    void listsByKindAndGoalAndCursor() {
        String goal = goal();
        ask("");
        ask(",\"goalId\":\"" + goal + "\"");
        post(INTERACTIONS, "{\"kind\":\"reflection\",\"prompt\":\"a\"}");
        assertThat(json(client.get(base, INTERACTIONS + "?kind=chat")).get("data"))
                .hasSize(2);
        assertThat(json(client.get(base, INTERACTIONS + "?goalId=" + goal)).get("data"))
                .hasSize(1);
        assertThat(client.get(base, INTERACTIONS + "?limit=1&cursor=").body()).contains("nextCursor");
        assertThat(client.get(base, INTERACTIONS + "?kind=song").statusCode()).isEqualTo(400);
        assertThat(client.get(base, INTERACTIONS + "?x=1").statusCode()).isEqualTo(400);
    }

    @Test
    void anInteractionOutlivesItsGoal() {
        String goal = goal();
        String path = header(ask(",\"goalId\":\"" + goal + "\""), "Location");
        client.send(base, "DELETE", "/api/goals/" + goal, "");
        assertThat(json(client.get(base, path)).get("goalId").asText()).isEqualTo(goal);
    }

    @Test
    void anotherPersonsInteractionIsNotThere() {
        String path = header(ask(""), "Location");
        Client other = Client.registered(base);
        assertThat(other.get(base, path).statusCode()).isEqualTo(404);
        assertThat(other.send(base, "DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(other.send(base, "POST", path + "/feedback", "{\"rating\":1}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(path + "/feedback", "{\"rating\":6}").statusCode()).isEqualTo(422);
    }

    @Test
    void acceptsARecommendationOnce() {
        String goal = goal();
        HttpResponse<String> shown = client.get(base, RECOMMENDATIONS + "?goalId=" + goal);
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        assertThat(header(shown, "Cache-Control")).isEqualTo("no-store");
        assertThat(client.get(base, RECOMMENDATIONS, "If-None-Match", header(shown, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(json(shown).at("/data/0/kind").asText()).isEqualTo("overdue");
        assertThat(json(shown).at("/data/0/reason").asText()).contains("2020-01-02");
        String accept = RECOMMENDATIONS + "/" + json(shown).at("/data/0/id").asText() + "/accept";
        assertThat(Client.registered(base).send(base, "POST", accept, "").statusCode())
                .isEqualTo(404);

        HttpResponse<String> first = post(accept, "{}", "Idempotency-Key", "k");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(json(first).at("/data/0/source").asText()).isEqualTo("ai");
        assertThat(header(post(accept, "{}", "Idempotency-Key", "k"), "Idempotency-Replayed"))
                .isEqualTo("true");
        HttpResponse<String> second = post(accept, "{}");
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(json(client.get(base, "/api/goals/" + goal + "/tasks"))
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(2);
        assertThat(client.get(base, RECOMMENDATIONS).body()).doesNotContain("overdue");
    }

    @Test
    void whatIsNotRecommendedCannotBeAccepted() {
        assertThat(post(RECOMMENDATIONS + "/" + UUID.randomUUID() + "/accept", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(RECOMMENDATIONS + "/x/accept", "{\"a\":1}").statusCode())
                .isEqualTo(404);
        assertThat(client.get(base, RECOMMENDATIONS + "?goalId=" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get(base, RECOMMENDATIONS + "?goalId=x").statusCode()).isEqualTo(400);
    }

    @Test
    void usageTellsTheWindowWithoutUsingIt() {
        assertThat(json(client.get(base, "/api/ai/usage"))
                        .at("/window/remaining")
                        .asInt())
                .isEqualTo(50);
        ask("");
        client.get(base, INTERACTIONS);
        HttpResponse<String> usage = client.get(base, "/api/ai/usage");
        assertThat(json(usage).at("/window/remaining").asInt()).isEqualTo(49);
        assertThat(json(usage).at("/window/resetsAt").isTextual()).isTrue();
        assertThat(json(usage).get("interactions").asInt()).isEqualTo(1);
        assertThat(header(usage, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/ai/interactions",
                "/api/ai/interactions/",
                "/api/ai/%69nteractions",
                "/api/%61i/interactions",
                "/api/ai/interactions;a=b",
                "/api/ai//interactions"
            })
    void noSecondNameOfAQuestionIsCountedElsewhere(String path) {
        HttpResponse<String> asked = post(path, "{\"kind\":\"chat\",\"prompt\":\"a\"}");
        if (asked.statusCode() == 201) {
            assertThat(header(asked, "RateLimit-Limit")).isEqualTo("50");
        } else {
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(404);
        }
    }
}
