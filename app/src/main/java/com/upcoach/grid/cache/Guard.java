package com.upcoach.grid.cache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Turns whatever the grid throws into nothing: counted, and logged as one line in ten seconds at most. Thread-safe. */
final class Guard {
    private static final Logger LOG = System.getLogger(Guard.class.getName());
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Runnable failed;
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    /**
     * Creates a guard.
     *
     * @param failed told of every failure
     */
    Guard(Runnable failed) {
        this.failed = failed;
    }

    /** Returns what the grid answers, or nothing when it fails. */
    <T> Optional<T> call(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            failed.run();
            logNowAndThen(e);
            return Optional.empty();
        }
    }

    private void logNowAndThen(RuntimeException failure) {
        long now = System.nanoTime();
        long due = nextLog.get();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_EVERY_NANOS)) {
            LOG.log(Level.WARNING, "the cache failed (more of it is not logged for ten seconds): " + failure);
        }
    }
}
