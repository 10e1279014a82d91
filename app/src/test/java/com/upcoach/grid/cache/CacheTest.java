package com.upcoach.grid.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.tangosol.net.NamedCache;
import com.tangosol.net.cache.LocalCache;
import com.tangosol.net.cache.WrapperNamedCache;
import com.upcoach.failure.Failure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The rules of the cache over Coherence's own maps in this JVM, without a cluster. {@code CacheIT} is over the grid.
 */
class CacheTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final NamedCache<String, CacheEntry> entries = local("entries");
    private final NamedCache<String, Long> generations = local("generations");
    private final AtomicInteger failures = new AtomicInteger();
    private Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private boolean broken;
    private final Cache cache =
            new Cache(breakable(entries), breakable(generations), () -> now, failures::incrementAndGet);

    @Test
    void givesWhatWasSet() {
        assertThat(cache.get("a:b")).isEmpty();
        set("a:b", "1", Set.of());
        assertThat(cache.get("a:b")).hasValue(bytes("1"));
        set("a:b", "2", Set.of());
        assertThat(cache.get("a:b")).hasValue(bytes("2"));
        assertThat(cache.get("a:c")).isEmpty();
    }

    @Test
    void loadsOnceAndThenRemembers() {
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get("a:b", Set.of("t"), HOUR, () -> bytes("load " + loads.incrementAndGet())))
                    .isEqualTo(bytes("load 1"));
        }
    }

    @Test
    void keepsNothingOfALoadThatFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get("a", Set.of(), HOUR, () -> {
                    throw new IllegalStateException("no value");
                }));
        assertThat(cache.get("a")).isEmpty();
        assertThat(failures).hasValue(0);
    }

    @Test
    void anEntryEndsWithItsTimeToLive() {
        cache.set("a", bytes("1"), Set.of());
        now = now.plusSeconds(3_240).minusMillis(1);
        assertThat(cache.get("a")).isPresent();
        now = now.plusSeconds(361);
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void aTagInvalidatesWhatWasGivenItAndNothingElse() {
        set("a:1", "1", Set.of("t", "u"));
        set("b:1", "1", Set.of("t"));
        set("a:2", "1", Set.of("u"));
        cache.invalidateTag("t");
        assertThat(cache.get("a:1")).isEmpty();
        assertThat(cache.get("b:1")).isEmpty();
        assertThat(cache.get("a:2")).isPresent();
        set("a:1", "2", Set.of("t"));
        assertThat(cache.get("a:1")).hasValue(bytes("2"));
    }

    @Test
    void aPrefixInvalidatesTheKeysUnderItAndNothingElse() {
        for (String key : Set.of("a:b:c:d", "a:b:x", "a:bb:c", "a:b", "b:a")) {
            set(key, "1", Set.of());
        }
        cache.invalidatePrefix("a:b:");
        assertThat(cache.get("a:b:c:d")).isEmpty();
        assertThat(cache.get("a:b:x")).isEmpty();
        for (String key : Set.of("a:bb:c", "a:b", "b:a")) {
            assertThat(cache.get(key)).as(key).isPresent();
        }
        cache.invalidatePrefix("a:");
        assertThat(cache.get("a:b")).isEmpty();
        assertThat(cache.get("b:a")).isPresent();
    }

    @Test
    void aLoadThatAnInvalidationOvertakesLeavesNoEntry() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch invalidated = new CountDownLatch(1);
        CompletableFuture<byte[]> loaded =
                CompletableFuture.supplyAsync(() -> cache.get("a:b", Set.of("t"), HOUR, () -> {
                    loading.countDown();
                    await(invalidated);
                    return bytes("old");
                }));
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        cache.invalidateTag("t");
        invalidated.countDown();
        assertThat(loaded.join()).isEqualTo(bytes("old"));
        assertThat(entries).containsKey("a:b");
        assertThat(cache.get("a:b")).isEmpty();
        assertThat(cache.get("a:b", Set.of("t"), HOUR, () -> bytes("new"))).isEqualTo(bytes("new"));
    }

    @Test
    void aGenerationThatIsLostMakesNoOlderEntryValidAgain() {
        set("a:b", "old", Set.of("t"));
        cache.invalidateTag("t");
        generations.clear();
        assertThat(cache.get("a:b")).isEmpty();
        set("a:c", "new", Set.of("t"));
        assertThat(cache.get("a:b")).isEmpty();
        assertThat(cache.get("a:c")).isPresent();
    }

    @Test
    void aFailingGridIsAMissAndCounted() {
        set("a", "1", Set.of());
        broken = true;
        assertThat(cache.get("a")).isEmpty();
        assertThat(failures).hasValue(1);
        set("a", "2", Set.of());
        assertThat(failures).hasValue(2);
        assertThat(cache.get("a", Set.of("t"), HOUR, () -> bytes("loaded"))).isEqualTo(bytes("loaded"));
        assertThat(failures).as("not asked again after the load").hasValue(3);
        broken = false;
        assertThat(cache.get("a")).hasValue(bytes("1"));
    }

    @Test
    void anInvalidationThatFailsIsNotSilent() {
        broken = true;
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> cache.invalidateTag("t"));
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> cache.invalidatePrefix("a:"));
        assertThat(failures).hasValue(2);
    }

    @Test
    void refusesAWrongKeyAlsoWhenTheGridFails() {
        broken = true;
        assertThatIllegalArgumentException().isThrownBy(() -> cache.get("a::b"));
        assertThatIllegalArgumentException().isThrownBy(() -> set("a:b:c:d:e", "1", Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.set("a", bytes("1"), Set.of(), Duration.ofSeconds(-1)));
    }

    @Test
    void countsTheFrontInBytes() {
        EntryBytes bytes = new EntryBytes();
        assertThat(bytes.calculateUnits("a", new CacheEntry(new byte[5_000], Map.of("t", 1L), 0)))
                .isBetween(5_100, 6_000);
    }

    private void set(String key, String value, Set<String> tags) {
        cache.set(key, bytes(value), tags, HOUR);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // LocalCache is a raw map
    private static <V> NamedCache<String, V> local(String name) {
        return new WrapperNamedCache<>(new LocalCache(), name);
    }

    /** The very map, but every call fails while the test says so. */
    @SuppressWarnings("unchecked") // a proxy has no type of its own
    private <V> NamedCache<String, V> breakable(NamedCache<String, V> map) {
        return (NamedCache<String, V>) Proxy.newProxyInstance(
                CacheTest.class.getClassLoader(), new Class<?>[] {NamedCache.class}, (proxy, method, arguments) -> {
                    if (broken) {
                        throw new IllegalStateException("the grid is away");
                    }
                    try {
                        return method.invoke(map, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
