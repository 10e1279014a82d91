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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of plans, subscriptions and the room they give, over real HTTP, grid and PostgreSQL. */
@ServerTest
class SubscriptionApiIT extends ApiIT {
    private static final String PATH = "/api/subscription";
    private static final String PRO = "{\"plan\":\"pro\"}";

    SubscriptionApiIT(WebServer server) {
        super(server);
    }

    private HttpResponse<String> change(String body, String... headers) {
        return post(PATH + "/change", body, headers);
    }

    private HttpResponse<String> cancel(String... headers) {
        return post(PATH + "/cancel", "", headers);
    }

    private HttpResponse<String> show(String... headers) {
        return client.get(base, PATH, headers);
    }

    private long kept() {
        return TestDatabase.count("subscriptions WHERE user_id = '" + client.id() + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/plans", "/api/config"})
    void whatIsEveryonesIsKeptByCaches(String path) {
        HttpResponse<String> shown = Client.anonymous().get(base, path);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(header(shown, "Cache-Control")).startsWith("public, max-age=3600, stale-");
        HttpResponse<String> again = Client.anonymous().get(base, path, "If-None-Match", header(shown, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(Client.anonymous().get(base, path + "?x=1").statusCode()).isEqualTo(400);
    }

    @Test
    void plansTellTheNumbersThatHoldHere() {
        JsonNode plans = json(Client.anonymous().get(base, "/api/plans")).get("data");
        assertThat(plans.findValuesAsText("plan")).containsExactly("free", "pro", "coach");
        assertThat(plans.at("/0/priceMinor").asInt()).isZero();
        assertThat(plans.at("/1/currency").asText()).isEqualTo("EUR");
        assertThat(plans.at("/1/entitlements/aiPerWindow").asInt()).isEqualTo(250);
        assertThat(plans.at("/2/entitlements/maxGoals").asInt()).isEqualTo(5_000);
        JsonNode config = json(Client.anonymous().get(base, "/api/config"));
        assertThat(config.at("/limits/ai/permits").asInt()).isEqualTo(50);
        assertThat(config.at("/password/minLength").asInt()).isEqualTo(8);
        assertThat(config.get("plans")).hasSize(3);
    }

    @Test
    void whoeverNeverSubscribedIsOnTheFreePlan() {
        HttpResponse<String> shown = show();
        JsonNode subscription = json(shown);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(header(shown, "ETag")).isEqualTo("\"0\"");
        assertThat(header(shown, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(subscription.get("plan").asText()).isEqualTo("free");
        assertThat(subscription.get("status").asText()).isEqualTo("active");
        assertThat(subscription.get("version").asInt()).isZero();
        assertThat(subscription.get("currentPeriodEnd").isNull()).isTrue();
        assertThat(subscription.at("/entitlements/maxGoals").asInt()).isEqualTo(50);
        assertThat(show("If-None-Match", "\"0\"").statusCode()).isEqualTo(304);
        assertThat(kept()).isZero();
    }

    @Test
    void changesCancelsAndTakesTheCancellationBack() {
        HttpResponse<String> changed = change(PRO);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(header(changed, "ETag")).isEqualTo("\"1\"");
        assertThat(json(changed).at("/entitlements/aiPerWindow").asInt()).isEqualTo(250);
        assertThat(show().body()).isEqualTo(changed.body());
        assertThat(header(show(), "Data-Version")).isEqualTo(header(changed, "Data-Version"));

        assertThat(change(PRO).body()).isEqualTo(changed.body());
        HttpResponse<String> cancelled = cancel();
        assertThat(json(cancelled).get("cancelAtPeriodEnd").asBoolean()).isTrue();
        assertThat(json(cancelled).get("status").asText()).isEqualTo("active");
        assertThat(json(cancelled).at("/entitlements/maxGoals").asInt()).isEqualTo(500);
        assertThat(cancel().body()).isEqualTo(cancelled.body());
        assertThat(change("{\"plan\":\"free\"}").body()).isEqualTo(cancelled.body());
        assertThat(json(change(PRO)).get("cancelAtPeriodEnd").asBoolean()).isFalse();
        assertThat(header(change("{\"plan\":\"coach\"}"), "ETag")).isEqualTo("\"4\"");
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void theFreePlanCannotBeCancelled() {
        HttpResponse<String> refused = cancel();
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("code").asText()).isEqualTo("nothing-to-cancel");
        assertThat(change("{\"plan\":\"free\"}").statusCode()).isEqualTo(200);
        assertThat(kept()).isZero();
    }

    @Test
    void aLostConditionChangesNothingAndShowsWhatIs() {
        assertThat(change(PRO, "If-Match", "\"0\"").statusCode()).isEqualTo(200);
        HttpResponse<String> lost = change("{\"plan\":\"coach\"}", "If-Match", "\"0\"");
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(header(lost, "ETag")).isEqualTo("\"1\"");
        assertThat(json(lost).at("/current/plan").asText()).isEqualTo("pro");
        assertThat(cancel("If-Match", "\"7\"").statusCode()).isEqualTo(412);
        assertThat(cancel("If-Match", "W/\"1\"").statusCode()).isEqualTo(200);
    }

    @Test
    void aRetriedChangeThatChangedNothingChangesNothingLater() {
        change(PRO);
        String key = UUID.randomUUID().toString();
        HttpResponse<String> same = change(PRO, "Idempotency-Key", key);
        change("{\"plan\":\"coach\"}");
        HttpResponse<String> again = change(PRO, "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(same.body());
        assertThat(json(show()).get("plan").asText()).isEqualTo("coach");
    }

    @Test
    void aRetryGetsTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = change(PRO, "Idempotency-Key", key);
        cancel();
        HttpResponse<String> again = change(PRO, "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(json(show()).get("cancelAtPeriodEnd").asBoolean()).isTrue();
        assertThat(change("{\"plan\":\"coach\"}", "Idempotency-Key", key).statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"plan\":\"gold\"}',400",
        "'{\"plan\":1}',400",
        "'{\"plann\":\"pro\"}',400",
        "'[]',400",
        "'{}',422",
        "'{\"plan\":null}',422"
    })
    void whatIsNoPlanIsRefused(String body, int status) {
        assertThat(change(body).statusCode()).isEqualTo(status);
        assertThat(kept()).isZero();
    }

    @Test
    void othersSeeAndChangeNothingOfIt() {
        change(PRO);
        assertThat(json(Client.registered(base).get(base, PATH)).get("plan").asText())
                .isEqualTo("free");
        assertThat(client.send(base, "DELETE", PATH, "").statusCode()).isEqualTo(405);
        assertThat(post(PATH + "/cancel", "{\"x\":1}").statusCode()).isEqualTo(400);
    }

    @Test
    void changesAtOnceMakeOneSubscription() {
        AtomicInteger made = new AtomicInteger();
        at(40, i -> {
            HttpResponse<String> changed = change(i % 2 == 0 ? PRO : "{\"plan\":\"coach\"}", "If-Match", "\"0\"");
            made.addAndGet(changed.statusCode() == 200 ? 1 : 0);
        });
        assertThat(made).hasValue(1);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void exactlyAsManyGoalsAsThePlanAllows() {
        at(49, i -> create("{\"title\":\"goal " + i + "\"}"));
        AtomicInteger made = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        at(100, i -> {
            HttpResponse<String> answer = create("{\"title\":\"one more\"}", "Idempotency-Key", "key-" + i);
            made.addAndGet(answer.statusCode() == 201 ? 1 : 0);
            refused.addAndGet(answer.statusCode() == 403 ? 1 : 0);
        });
        assertThat(List.of(made.get(), refused.get())).containsExactly(1, 99);
        assertThat(json(create("{\"title\":\"x\"}")).get("code").asText()).isEqualTo("goal-limit-reached");

        assertThat(create("{\"title\":\"done\",\"status\":\"completed\"}").statusCode())
                .isEqualTo(201);
        change(PRO);
        assertThat(create("{\"title\":\"room again\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void takingUpAClosedGoalNeedsRoomToo() {
        String path = header(create("{\"title\":\"done\",\"status\":\"completed\"}"), "Location");
        at(50, i -> create("{\"title\":\"goal " + i + "\"}"));
        HttpResponse<String> refused = client.send(base, "PATCH", path, "{\"status\":\"active\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(client.send(base, "PATCH", path, "{\"title\":\"still done\"}")
                        .statusCode())
                .isEqualTo(200);
        String open = json(client.get(base, "/api/goals?status=active&limit=1"))
                .at("/data/0/id")
                .asText();
        assertThat(client.send(base, "PATCH", "/api/goals/" + open, "{\"status\":\"paused\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.send(base, "PATCH", "/api/goals/" + open, "{\"status\":\"abandoned\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.send(base, "PATCH", path, "{\"status\":\"active\"}").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> create(String body, String... headers) {
        return post("/api/goals", body, headers);
    }

    private static void at(int requests, IntConsumer request) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests; i++) {
                int number = i;
                threads.execute(() -> request.accept(number));
            }
        }
    }
}
