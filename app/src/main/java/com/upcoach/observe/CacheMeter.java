package com.upcoach.observe;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The meters {@code cache_hits_total} and {@code cache_misses_total}, by map and level, and {@code
 * cache_failures_total}, by map. Level {@code near} is what this member's requests met in its own memory, {@code grid}
 * what all members' requests met at this owner, {@code database} what this owner then loaded from PostgreSQL. As one
 * member's misses are another's gets, a ratio is made of sums over all members: of 100 gets that missed near, {@code
 * grid} hits were answered from memory. Thread-safe.
 */
public final class CacheMeter {
    /** The registry refers weakly to what it reads. */
    private final Queue<LongSupplier> read = new ConcurrentLinkedQueue<>();

    /** Exports counts that are kept elsewhere, read when they are scraped. */
    public void level(String map, String level, LongSupplier hits, LongSupplier misses) {
        export("cache_hits", map, level, hits);
        export("cache_misses", map, level, misses);
    }

    private void export(String name, String map, String level, LongSupplier count) {
        read.add(count);
        registry()
                .getOrCreate(FunctionalCounter.builder(name, count, LongSupplier::getAsLong)
                        .tags(tags(map, level)));
    }

    /** Counts a load that PostgreSQL answered. */
    public void load(String map, boolean found) {
        registry()
                .getOrCreate(
                        Counter.builder(found ? "cache_hits" : "cache_misses").tags(tags(map, "database")))
                .increment();
    }

    /** Returns what counts the calls of a cache that the grid failed; exported at once, from 0 on. */
    public Runnable failures(String map) {
        return registry().getOrCreate(Counter.builder("cache_failures").tags(List.of(Tag.create("map", map))))
                ::increment;
    }

    private static List<Tag> tags(String map, String level) {
        return List.of(Tag.create("map", map), Tag.create("level", level));
    }

    private static MeterRegistry registry() {
        return Services.get(MeterRegistry.class);
    }
}
