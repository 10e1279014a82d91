package com.upcoach;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.upcoach.observe.Exported;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a shipped member: meters, health and log. */
class ObservedIT {
    @TempDir
    private static Path scratch;

    private static MemberProcess member;

    @BeforeAll
    static void start() {
        Map<String, String> variables = new HashMap<>(MemberProcess.MANY);
        variables.put("UPCOACH_LOG", "json");
        variables.put("UPCOACH_LOG_REQUESTS", "on");
        variables.put("COHERENCE_HEALTH_HTTP_PORT", "0");
        variables.put("UPCOACH_LIMIT_REFRESH", "2/15m");
        member = MemberProcess.start(
                        "observed",
                        "observed-" + UUID.randomUUID(),
                        TestDatabase.url(),
                        "postgres",
                        scratch,
                        List.of(),
                        variables)
                .awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        member.stop();
    }

    private static HttpResponse<String> admin(String path) {
        return Client.anonymous().get(member.adminBase(), path, "Accept", "*/*");
    }

    private static String metrics() {
        return Client.anonymous()
                .get(member.adminBase(), "/metrics", "Accept", "text/plain")
                .body();
    }

    private static double meter(String sample, String... labels) {
        return member.meter(sample, labels);
    }

    /** Requests are counted when their answers are on their way: the client may be here before it. */
    private static void awaitMeter(double value, String sample, String... labels) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(meter(sample, labels)).isEqualTo(value));
    }

    @Test
    void requestsAreCountedAndTimedByTheirRoute() {
        Client client = Client.registered(member.base());
        String[] route = {"method=\"GET\"", "route=\"/api/goals/{id}\"", "status=\"404\""};
        double before = meter("http_requests_total", route);
        for (int i = 0; i < 3; i++) {
            client.get(member.base(), "/api/goals/" + UUID.randomUUID());
        }
        awaitMeter(before + 3, "http_errors_total", route[0], route[1], "error_type=\"goal-not-found\"");
        assertThat(meter("http_requests_total", route)).isEqualTo(before + 3);
        assertThat(meter("http_request_duration_seconds_count", route)).isEqualTo(before + 3);
        assertThat(meter("http_request_duration_seconds_bucket", "le=\"0.005\"", route[0], route[1], route[2]))
                .isLessThanOrEqualTo(before + 3);
        for (String bound :
                List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.2", "0.5", "1.0", "2.0", "5.0", "10.0")) {
            assertThat(metrics()).contains("le=\"" + bound + "\"");
        }
        assertThat(metrics()).as("what no two members can share").doesNotContain("quantile=");
    }

    @Test
    void whoIsRefusedBeforeARouteIsCountedByIt() {
        String[] route = {"method=\"POST\"", "route=\"/api/auth/refresh\"", "status=\"429\""};
        double before = meter("http_requests_total", route);
        int refused = 0;
        for (int i = 0; i < 3; i++) {
            refused += refresh().statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
        awaitMeter(before + refused, "http_requests_total", route);
    }

    private static HttpResponse<String> refresh() {
        return Client.anonymous().send(member.base(), "POST", "/api/auth/refresh", "{\"refreshToken\":\"of nobody\"}");
    }

    @Test
    void whoGoesBeforeTheAnswerIsNotCountedAsAnswered() throws IOException {
        double before = meter("http_requests_total", "status=\"499\"");
        int port = Integer.parseInt(member.base().replaceAll(".*:", ""));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("POST /api/goals HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        awaitMeter(before + 1, "http_requests_total", "status=\"499\"");
    }

    @Test
    void commitsOfWritesAreTimed() {
        Client client = Client.registered(member.base());
        String[] commit = {"statement=\"commit\""};
        double before = meter("db_query_duration_seconds_count", commit);
        HttpResponse<String> goal = client.send(member.base(), "POST", "/api/goals", "{\"title\":\"Run\"}");
        client.send(member.base(), "PATCH", Client.header(goal, "Location"), "{\"title\":\"Swim\"}");
        assertThat(meter("db_query_duration_seconds_count", commit)).isGreaterThan(before);
    }

    @Test
    void everyMeterThatIsPromisedIsThere() {
        Client.registered(member.base()).get(member.base(), "/api/goals");
        String text = metrics();
        for (String name : List.of(
                "http_requests_total",
                "http_request_duration_seconds_bucket",
                "http_requests_in_flight",
                "http_connections",
                "http_draining",
                "db_query_duration_seconds_count",
                "db_query_duration_seconds_bucket",
                "jvm_uptime_seconds",
                "db_pool_connections_active",
                "db_pool_connections_idle",
                "db_pool_connections_max",
                "db_pool_waiting",
                "db_reachable",
                "cache_hits_total",
                "cache_misses_total",
                "cache_failures_total",
                "limiter_decisions_total",
                "limiter_owner_calls_total",
                "limiter_fallback_total",
                "limiter_leases",
                "grid_members",
                "grid_ready",
                "grid_partitions_safe",
                "process_cpu_seconds",
                "jvm_heap_after_gc_bytes",
                "jvm_heap_after_gc_ratio")) {
            assertThat(text.lines()).as(name).anyMatch(line -> line.matches(name + "([{ ].*)"));
        }
        assertThat(meter("grid_members")).isEqualTo(1);
        assertThat(meter("db_reachable")).isEqualTo(1);
    }

    @Test
    void dashboardsAndAlertsAskForWhatIsThere() {
        Client client = Client.registered(member.base());
        client.get(member.base(), "/api/goals");
        client.get(member.base(), "/api/goals/" + UUID.randomUUID());
        await().untilAsserted(
                        () -> assertThat(new Exported(metrics()).missing()).isEmpty());
    }

    @Test
    void garbageMakesNoNewSeries() {
        Client client = Client.anonymous();
        int port = Integer.parseInt(member.base().replaceAll(".*:", ""));
        String nobodyElses = "method=\"OTHER\"";
        double requests = meter("http_requests_total", nobodyElses);
        garbage(client, port, 0);
        awaitMeter(requests + 4, "http_requests_total", nobodyElses);
        long before = series();
        for (int i = 1; i < 50; i++) {
            garbage(client, port, i);
        }
        awaitMeter(requests + 4 * 50, "http_requests_total", nobodyElses);
        assertThat(series()).isEqualTo(before);
    }

    private static void garbage(Client client, int port, int i) {
        client.get(member.base(), "/no/such/path/" + i);
        client.get(member.base(), "/api/goals/x" + i);
        client.send(member.base(), "M" + i, "/api/goals", "");
        client.send(member.base(), "M" + i, "/nowhere/" + i, "");
        RawHttp.send(port, "GET /" + "x".repeat(5000 + i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        RawHttp.send(port, "G@T" + i + " /\r\n\r\n");
    }

    private static long series() {
        return metrics().lines().filter(line -> line.startsWith("http_")).count();
    }

    @Test
    void theAdminPortTellsWhyAMemberIsReady() {
        JsonNode ready = json(admin("/health/ready"));
        assertThat(ready.get("status").asText()).isEqualTo("UP");
        assertThat(ready.findValuesAsText("name")).containsExactly("started", "serving", "grid", "database");
        assertThat(json(admin("/health/started")).get("status").asText()).isEqualTo("UP");
        assertThat(json(admin("/health/live")).get("status").asText()).isEqualTo("UP");
        for (String path : List.of("/health/ready", "/metrics", "/admin/grid")) {
            assertThat(Client.anonymous().get(member.base(), path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void theLogIsJsonAndNamesRequestsAndNobody() throws IOException {
        String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        String registration = "{\"email\":\"%s@test.example\",\"password\":\"%s\",\"displayName\":\"%s\"}"
                .formatted(canary, canary + "-word", canary);
        Client client =
                Client.signedIn(Client.anonymous().send(member.base(), "POST", "/api/auth/register", registration));
        client.send(member.base(), "POST", "/api/goals", "{\"title\":\"" + canary + "\",\"id\":\"" + canary + "\"}");
        client.send(member.base(), "POST", "/api/goals", "{\"title\":\"" + canary + "\"}");
        client.get(member.base(), "/api/goals?q=" + canary, "Cookie", "a=" + canary);
        client.get(member.base(), "/" + canary, "Authorization", "Bearer " + canary);
        client.send(member.base(), "POST", "/api/auth/refresh", "{\"refreshToken\":\"" + canary + "\"}");
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = "request-" + UUID.randomUUID();
        client.get(
                member.base(), "/api/goals", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01", "X-Request-Id", id);

        // A line is written when its answer is on its way: the client may be here before it.
        await().atMost(Duration.ofSeconds(30)).until(() -> member.log().contains(id));
        assertThat(member.log()).doesNotContain(canary);
        List<JsonNode> lines = lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.has("route"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.get("route").asText()).matches("unmatched|/[-a-zA-Z0-9/{}._]*"));
        assertThat(lines)
                .filteredOn(line -> line.path("requestId").asText().equals(id))
                .hasSize(1)
                .allSatisfy(line -> {
                    assertThat(line.get("traceId").asText()).isEqualTo(trace);
                    assertThat(line.get("route").asText()).isEqualTo("/api/goals");
                    assertThat(line.get("status").asInt()).isEqualTo(200);
                    assertThat(line.get("durationMs").isNumber()).isTrue();
                });
        assertThat(lines).anyMatch(line -> line.get("logger").asText().equals("coherence"));
    }

    /**
     * All but what is written before the settings are read, the line for whoever started it, and what the JVM itself
     * says of its start-up cache.
     */
    private static Stream<JsonNode> lines() {
        ObjectMapper mapper = new ObjectMapper();
        return member.log()
                .lines()
                .filter(line -> !line.startsWith("upcoach: ") && !line.matches("\\[[0-9.]+s]\\[.*") && !line.isBlank())
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException("no JSON: " + line, e);
                    }
                });
    }
}
