package com.upcoach.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Deletes rows that nobody may ask for any more, about once an hour, a thousand at a time. Every member does it; two at
 * once do no harm. Thread-safe.
 */
public final class Sweep implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sweep.class.getName());
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int BATCH = 1_000;

    private final Database database;
    private final Sql delete;
    private final Thread timer;

    /**
     * Creates a sweep.
     *
     * @param delete takes the number of rows that it deletes at most
     */
    public Sweep(Database database, Sql delete) {
        this.database = database;
        this.delete = delete;
        this.timer = Thread.ofVirtual().name(delete.name()).unstarted(this::everyHour);
    }

    /** Begins; the first time at a moment of the next hour that is this member's own. */
    public Sweep start() {
        timer.start();
        return this;
    }

    private void everyHour() {
        try {
            Thread.sleep(Duration.ofMinutes(ThreadLocalRandom.current().nextInt(1, 60)));
            while (true) {
                sweepQuietly();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException closed) {
            // That ends it.
        }
    }

    private void sweepQuietly() {
        try {
            sweep();
        } catch (DatabaseFailure e) {
            LOG.log(Level.INFO, "what {0} deletes stays until the next hour: {1}", delete.name(), e.getMessage());
        }
    }

    /** Deletes all there are; returns how many. */
    public long sweep() {
        long all = 0;
        long deleted = BATCH;
        while (deleted == BATCH) {
            deleted = database.change(delete, BATCH);
            all += deleted;
        }
        return all;
    }

    @Override
    public void close() {
        timer.interrupt();
    }
}
