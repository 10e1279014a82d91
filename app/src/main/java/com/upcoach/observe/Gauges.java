package com.upcoach.observe;

import com.sun.management.OperatingSystemMXBean;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Gauges that are read when they are scraped. Thread-safe. */
public final class Gauges {
    /** The registry refers weakly to what it reads. */
    private final Queue<Supplier<Number>> read = new ConcurrentLinkedQueue<>();

    /** Exports a gauge. */
    public void add(String name, Supplier<Number> value, Tag... tags) {
        read.add(value);
        Services.get(MeterRegistry.class).getOrCreate(Gauge.builder(name, value).tags(List.of(tags)));
    }

    /**
     * Exports {@code jvm_heap_after_gc_bytes} and {@code jvm_heap_after_gc_ratio}, of the largest heap there may be:
     * what lives, as far as collections have told. Unlike the used heap it tells of the memory that is needed, so
     * members are added by it.
     */
    public void heapAfterCollection() {
        add("jvm_heap_after_gc_bytes", Gauges::liveBytes);
        add(
                "jvm_heap_after_gc_ratio",
                () -> (double) liveBytes() / Runtime.getRuntime().maxMemory());
    }

    /** Exports {@code process_cpu_seconds}: what this process has taken of all processors, as a sum that only rises. */
    public void cpu() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            add("process_cpu_seconds", () -> system.getProcessCpuTime() / 1e9);
        }
    }

    private static long liveBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
