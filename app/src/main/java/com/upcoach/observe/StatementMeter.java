package com.upcoach.observe;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/** The meter {@code db_query_duration_seconds{statement}}, fed with nanoseconds. Thread-safe. */
public final class StatementMeter implements ObjLongConsumer<String> {
    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

    @Override
    public void accept(String statement, long nanos) {
        timers.computeIfAbsent(statement, StatementMeter::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(String statement) {
        return Services.get(MeterRegistry.class)
                .getOrCreate(Timer.builder("db_query_duration").tags(List.of(Tag.create("statement", statement))));
    }
}
