package com.upcoach.observe;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether threads of this process wait for one another for ever, which only its end can mend. Looked for every five
 * seconds at most, when somebody asks. Of the system's threads alone, such as the grid's workers: the JVM does not tell
 * of virtual ones. Thread-safe.
 */
public final class Deadlock implements BooleanSupplier {
    private static final long EACH = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanoTime;
    private volatile Look last;

    /** Creates one by a clock such as {@link System#nanoTime}. */
    public Deadlock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = look();
    }

    private record Look(long at, boolean found) {}

    @Override
    public boolean getAsBoolean() {
        Look known = last;
        if (nanoTime.getAsLong() - known.at > EACH) {
            known = look();
            last = known;
        }
        return known.found;
    }

    private Look look() {
        boolean found = ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
        return new Look(nanoTime.getAsLong(), found);
    }
}
