package com.upcoach.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of PostgreSQL while it cannot be reached: statements then fail at once instead of each waiting for
 * its own timeout, so that neither threads nor log lines pile up. A probe of its own finds out when PostgreSQL is back;
 * no request is spent on that (Nygard, Release It!, "Circuit Breaker"). One connection that broke is no outage: who
 * comes while the first probe looks waits a moment for what it finds. Thread-safe.
 */
final class Breaker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Breaker.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** How long after it opened anybody may wait for the first probe. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final BooleanSupplier probe;
    private final Runnable opened;
    private final Runnable closing;
    private final Duration moment;

    /** None while everything passes. */
    private final AtomicReference<@Nullable Trip> open = new AtomicReference<>();

    private volatile boolean closed;

    /**
     * Creates a breaker that lets everything through.
     *
     * @param probe whether PostgreSQL answers; takes a second at most
     * @param opened run when nothing passes any more
     * @param closing run before something passes again
     */
    Breaker(BooleanSupplier probe, Runnable opened, Runnable closing) {
        this(probe, opened, closing, MOMENT);
    }

    Breaker(BooleanSupplier probe, Runnable opened, Runnable closing, Duration moment) {
        this.probe = probe;
        this.opened = opened;
        this.closing = closing;
        this.moment = moment;
    }

    /**
     * Lets pass while PostgreSQL is thought to be there.
     *
     * @throws DatabaseFailure when it is not
     */
    void check() {
        for (Trip trip = open.get(); trip != null; trip = open.get()) {
            if (!trip.isJudged(moment) || open.get() == trip) {
                throw DatabaseFailure.unreachable();
            }
        }
    }

    /** From when a connection broke. */
    private static final class Trip {
        private final long at = System.nanoTime();

        /** Opened when the first probe has found something, or nothing. */
        private final CountDownLatch judged = new CountDownLatch(1);

        /** Waits for the first probe, until a moment after the connection broke. */
        boolean isJudged(Duration moment) {
            try {
                return judged.await(moment.toNanos() - (System.nanoTime() - at), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Returns whether PostgreSQL is thought to be there. */
    boolean isClosed() {
        return open.get() == null;
    }

    /** Says that PostgreSQL could not be reached. From now on nothing passes until the probe has an answer. */
    void trip(DatabaseFailure reason) {
        Trip trip = new Trip();
        if (open.compareAndSet(null, trip)) {
            opened.run();
            Thread.ofVirtual().name("database-probe").start(() -> untilItAnswers(reason, trip));
        }
    }

    private void untilItAnswers(DatabaseFailure reason, Trip trip) {
        long start = System.nanoTime();
        if (!answers()) {
            trip.judged.countDown();
            LOG.log(Level.WARNING, "PostgreSQL is away ({0}): refusing what needs it", reason.getMessage());
            while (!closed && !answers()) {
                pause();
            }
            LOG.log(Level.INFO, "PostgreSQL is back after {0} ms", (System.nanoTime() - start) / 1_000_000);
        }
        closing.run();
        open.set(null);
        trip.judged.countDown();
    }

    /** A probe that breaks has no answer either; the breaker must never stay open for want of one. */
    private boolean answers() {
        try {
            return probe.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the probe of PostgreSQL broke", e);
            return false;
        }
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
