package com.upcoach.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Stands in front of PostgreSQL while it cannot be reached: statements then fail at once instead of each waiting for its
 * own timeout, so that neither threads nor log lines pile up. A probe of its own finds out when PostgreSQL is back; no
 * request is spent on that (Nygard, Release It!, "Circuit Breaker"). Thread-safe.
 */
final class Breaker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Breaker.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final BooleanSupplier probe;
    private final AtomicBoolean open = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Creates a breaker that lets everything through.
     *
     * @param probe whether PostgreSQL answers; takes a second at most
     */
    Breaker(BooleanSupplier probe) {
        this.probe = probe;
    }

    /**
     * Lets pass while PostgreSQL is thought to be there.
     *
     * @throws DatabaseFailure when it is not
     */
    void check() {
        if (open.get()) {
            throw DatabaseFailure.unreachable();
        }
    }

    /** Says that PostgreSQL could not be reached. From now on nothing passes until the probe has an answer. */
    void trip(DatabaseFailure reason) {
        if (open.compareAndSet(false, true)) {
            Thread.ofVirtual().name("database-probe").start(() -> untilItAnswers(reason));
        }
    }

    private void untilItAnswers(DatabaseFailure reason) {
        long start = System.nanoTime();
        if (!probe.getAsBoolean()) {
            LOG.log(Level.WARNING, "PostgreSQL is away ({0}): refusing what needs it", reason.getMessage());
            while (!closed && !probe.getAsBoolean()) {
                pause();
            }
            LOG.log(Level.INFO, "PostgreSQL is back after {0} ms", (System.nanoTime() - start) / 1_000_000);
        }
        open.set(false);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Ends the probe. */
    @Override
    public void close() {
        closed = true;
    }
}
