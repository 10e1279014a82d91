package com.upcoach;

import static com.upcoach.Client.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.grid.cache.Cache;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The cache service over the real grid of one member, and its operators' route. {@code CacheTest} has the rules. */
@ServerTest
class CacheIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Cache cache = TestMember.cache();
    private final String area = "area-" + UUID.randomUUID();
    private final String base;

    CacheIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.adminRouting(routing);
    }

    @Test
    void givesWhatWasSetAndSetAgain() {
        for (String key : List.of(area, area + ":1:2:3")) {
            assertThat(cache.get(key)).isEmpty();
            for (String value : List.of("first", "second")) {
                cache.set(key, bytes(value), Set.of());
                for (int i = 0; i < 3; i++) {
                    assertThat(cache.get(key)).hasValue(bytes(value));
                }
            }
        }
    }

    @Test
    void anEntryEndsWithItsTimeToLive() {
        cache.set(area + ":1", bytes("brief"), Set.of(), Duration.ofMillis(300));
        await().atMost(Duration.ofSeconds(5)).until(() -> cache.get(area + ":1").isEmpty());
    }

    @Test
    void tagsAndPrefixesInvalidateWhatIsUnderThem() {
        String tag = area + "-tag";
        set("1:x", Set.of(tag));
        set("2:x", Set.of(tag));
        set("2:y", Set.of());
        cache.invalidatePrefix(area + ":1:");
        assertThat(cache.get(area + ":1:x")).isEmpty();
        assertThat(cache.get(area + ":2:x")).isPresent();
        cache.invalidateTag(tag);
        assertThat(cache.get(area + ":2:x")).isEmpty();
        assertThat(cache.get(area + ":2:y")).isPresent();
        cache.invalidatePrefix(area + ":");
        assertThat(cache.get(area + ":2:y")).isEmpty();
    }

    @Test
    void aLoadThatAnInvalidationOvertakesLeavesNoEntry() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch invalidated = new CountDownLatch(1);
        CompletableFuture<byte[]> loaded =
                CompletableFuture.supplyAsync(() -> cache.get(area + ":1", Set.of(area + "-tag"), HOUR, () -> {
                    loading.countDown();
                    awaited(invalidated);
                    return bytes("old");
                }));
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        cache.invalidateTag(area + "-tag");
        invalidated.countDown();
        assertThat(loaded.join()).isEqualTo(bytes("old"));
        assertThat(cache.get(area + ":1")).isEmpty();
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            assertThat(cache.get(
                            area + ":1", Set.of(area + "-tag"), HOUR, () -> bytes("new " + loads.incrementAndGet())))
                    .isEqualTo(bytes("new 1"));
        }
    }

    @Test
    void operatorsInvalidateByTagAndByPrefix() {
        set("1:x", Set.of("ops-tag"));
        set("2:x", Set.of());
        assertThat(invalidate("ops-tag").statusCode()).isEqualTo(204);
        assertThat(cache.get(area + ":1:x")).isEmpty();
        assertThat(cache.get(area + ":2:x")).isPresent();
        assertThat(invalidate(area + ":2:").statusCode()).isEqualTo(204);
        assertThat(cache.get(area + ":2:x")).isEmpty();
        HttpResponse<String> refused = invalidate("a::");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("code").asText()).isEqualTo("malformed-name");
        assertThat(Client.anonymous().get(base, "/admin/caches/x/invalidate").statusCode())
                .isEqualTo(405);
    }

    @Test
    void everyLevelCountsWhatItMet() {
        cache.set(area + ":1", bytes("x"), Set.of());
        List<Long> before = counts();
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get(area + ":1")).isPresent();
        }
        assertThat(cache.get(area + ":2")).isEmpty();
        List<Long> after = counts();
        assertThat(IntStream.range(0, 4).mapToObj(i -> after.get(i) - before.get(i)))
                .as("near hits and misses, grid hits and misses")
                .containsExactly(2L, 2L, 1L, 1L);
    }

    private static List<Long> counts() {
        return List.of(
                count("cache_hits", "near"),
                count("cache_misses", "near"),
                count("cache_hits", "grid"),
                count("cache_misses", "grid"));
    }

    private static long count(String name, String level) {
        return Services.get(MeterRegistry.class)
                .meter(
                        FunctionalCounter.class,
                        name,
                        List.of(Tag.create("map", "cache-entries"), Tag.create("level", level)))
                .orElseThrow()
                .count();
    }

    private HttpResponse<String> invalidate(String name) {
        return Client.anonymous().send(base, "POST", "/admin/caches/" + name + "/invalidate", "");
    }

    private void set(String rest, Set<String> tags) {
        cache.set(area + ":" + rest, bytes("x"), tags);
        assertThat(cache.get(area + ":" + rest)).isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
