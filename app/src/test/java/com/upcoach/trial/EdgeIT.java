package com.upcoach.trial;

import static com.upcoach.Client.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The edge of {@code k8s/edge} as a real nginx, and the balancer of {@code k8s/nginx} behind it, in front of a member.
 */
@TestMethodOrder(OrderAnnotation.class)
class EdgeIT {
    private static final List<Nginx> STARTED = new ArrayList<>();
    private static final String UNTRIED = "the edge and the balancer were not tried";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres database;
    private static MemberProcess member;
    private static Nginx edge;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedPostgres.builder().start();
        member = MemberProcess.start(
                "member",
                "edge-it-" + UUID.randomUUID(),
                "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                folder);
        member.awaitReady();
        edge = edge(balancer(Map.of()));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        STARTED.forEach(Nginx::close);
        member.stop();
        database.close();
    }

    /** Starts the balancer, of whose three members there is one here. */
    private static Nginx balancer(Map<String, String> more) {
        Map<String, String> words = new LinkedHashMap<>(more);
        words.putAll(Nginx.balancing(List.of(URI.create(member.base()).getPort())));
        return started(Nginx.startOrSkip("nginx/balancer.conf", words, UNTRIED));
    }

    /** Starts the edge. It asks again before it answers and not after, so that a test sees it. */
    private static Nginx edge(Nginx origin) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("127.0.0.1:8080", "127.0.0.1:" + origin.port());
        words.put("127.0.0.1:8088", "127.0.0.1:" + Nginx.LISTEN);
        words.put("proxy_cache_background_update on;", "proxy_cache_background_update off;");
        return started(Nginx.startOrSkip("edge/nginx.conf", words, UNTRIED));
    }

    private static Nginx started(Nginx nginx) {
        STARTED.add(nginx);
        return nginx;
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return Client.anonymous().get(edge.base(), path, headers);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "/docs",
                "/docs/swagger-ui.css",
                "/openapi.yaml",
                "/.well-known/jwks.json",
                "/api/plans",
                "/api/config"
            })
    void whatIsEveryonesIsAskedForOnce(String path) {
        HttpResponse<String> first = get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "X-Cache")).isEqualTo("MISS");
        HttpResponse<String> second = get(path);
        assertThat(header(second, "X-Cache")).isEqualTo("HIT");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag"));
        assertThat(header(second, "Cache-Control")).startsWith("public");
        assertThat(second.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("ratelimit"));
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(header(second, "X-Request-Id")).isNotEqualTo(header(first, "X-Request-Id"));
        assertThat(get(path, "If-None-Match", header(first, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(header(get(path, "Accept-Encoding", "gzip"), "X-Cache")).isEqualTo("MISS");
        assertThat(header(get(path, "Accept-Encoding", "br, GZIP;q=0.5"), "X-Cache"))
                .isEqualTo("HIT");
        assertThat(header(get(path, "Accept-Encoding", "gzip;q=0"), "X-Cache")).isEqualTo("HIT");
    }

    @Test
    @Order(2)
    void nobodysAnswerIsKept() {
        Client client = Client.registered(edge.base());
        Client other = Client.registered(edge.base());
        client.send(edge.base(), "POST", "/api/goals", "{\"title\":\"mine alone\"}");
        for (int i = 0; i < 3; i++) {
            for (String path : List.of("/api/goals", "/api/me", "/api/subscription", "/api/goals?page=1", "/ready")) {
                HttpResponse<String> answer = client.get(edge.base(), path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(header(answer, "X-Cache")).as(path).isEqualTo("PASS");
            }
            assertThat(other.get(edge.base(), "/api/goals").body()).doesNotContain("mine alone");
            assertThat(get("/api/goals").statusCode()).isEqualTo(401);
        }
    }

    @Test
    @Order(2)
    void whoIsSignedInTakesAndLeavesTheSameCopy() {
        Client client = Client.registered(edge.base());
        HttpResponse<String> theirs = client.get(edge.base(), "/api/plans");
        assertThat(header(theirs, "X-Cache")).isEqualTo("HIT");
        assertThat(get("/api/plans").body()).isEqualTo(theirs.body());
    }

    @Test
    @Order(2)
    void aQueryOrAPathBesideFillsNoCache() {
        for (String path : List.of("/docs?x=1", "/docs/none", "/api/plans?x=1", "/api/plansx", "/openapi.yaml/x")) {
            for (int i = 0; i < 2; i++) {
                assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
                assertThat(get(path).headers().firstValue("X-Cache"))
                        .as(path)
                        .hasValueSatisfying(told -> assertThat(told).isNotEqualTo("HIT"));
            }
        }
    }

    @Test
    @Order(3)
    void whatRanOutIsAskedForByItsTagAndOutlivesTheOrigin() {
        // The balancer says "for one second" in the member's place.
        Nginx hasty = balancer(
                Map.of(
                        "proxy_buffers 16 32k;",
                        "proxy_buffers 16 32k; proxy_hide_header Cache-Control; add_header Cache-Control \"public, max-age=1\";"));
        Nginx kept = edge(hasty);
        assertThat(told(kept)).isEqualTo("MISS");
        await().until(() -> told(kept).equals("REVALIDATED"));
        assertThat(told(kept)).isEqualTo("HIT");
        hasty.close();
        await().until(() -> told(kept).equals("STALE"));
    }

    private static String told(Nginx edge) {
        HttpResponse<String> answer = Client.anonymous().get(edge.base(), "/openapi.yaml");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi:");
        return header(answer, "X-Cache");
    }
}
