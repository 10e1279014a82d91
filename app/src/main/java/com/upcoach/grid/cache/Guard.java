package com.upcoach.grid.cache;

import com.upcoach.grid.LogLimit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns whatever the grid throws into nothing: counted, and logged as one line in ten seconds at most. Thread-safe. */
final class Guard {
    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private final Runnable failed;
    private final LogLimit limit = new LogLimit();

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
            if (limit.due("cache")) {
                LOG.log(Level.WARNING, "the cache failed (more of it is not logged for ten seconds): " + e);
            }
            return Optional.empty();
        }
    }
}
