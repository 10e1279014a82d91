package com.upcoach.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/** Times every statement by its name and names the slow ones in the log, never with their values. Thread-safe. */
final class StatementTimer {
    private static final Logger LOG = System.getLogger(StatementTimer.class.getName());
    private static final long SLOW_NANOS = Duration.ofMillis(200).toNanos();

    private final ObjLongConsumer<String> meter;

    /**
     * Creates a timer that also feeds a meter.
     *
     * @param meter takes a statement's name and its duration in nanoseconds
     */
    StatementTimer(ObjLongConsumer<String> meter) {
        this.meter = meter;
    }

    <T> T time(Sql sql, Supplier<T> statement) {
        long start = System.nanoTime();
        try {
            return statement.get();
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw DatabaseFailure.from(sql.name(), e);
        } finally {
            record(sql.name(), System.nanoTime() - start);
        }
    }

    /**
     * Times the COMMIT of a transaction that changed something: it waits for the disk, and for a standby if there is
     * one.
     */
    void timeCommit(Runnable commit) {
        long start = System.nanoTime();
        try {
            commit.run();
        } finally {
            record("commit", System.nanoTime() - start);
        }
    }

    private void record(String name, long nanos) {
        meter.accept(name, nanos);
        if (nanos > SLOW_NANOS) {
            LOG.log(Level.WARNING, "slow statement {0}: {1} ms", name, nanos / 1_000_000);
        }
    }
}
