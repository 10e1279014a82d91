package com.upcoach.observe;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/** The meter {@code db_query_duration_seconds{statement}}, fed with nanoseconds. Thread-safe. */
public final class StatementMeter implements ObjLongConsumer<String> {
    private static final Duration[] BUCKETS =
            Stream.of(1, 5, 10, 25, 50, 100, 250, 1_000).map(Duration::ofMillis).toArray(Duration[]::new);

    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

    @Override
    public void accept(String statement, long nanos) {
        timers.computeIfAbsent(statement, StatementMeter::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Without quantiles, which Helidon counts by default: those of several members cannot be put together, buckets can.
     */
    private static Timer timer(String statement) {
        return Services.get(MeterRegistry.class)
                .getOrCreate(Timer.builder("db_query_duration")
                        .tags(List.of(Tag.create("statement", statement)))
                        .percentiles(new double[0])
                        .buckets(BUCKETS));
    }
}
