package com.upcoach.grid.idempotency;

import com.upcoach.database.Database;
import com.upcoach.database.DatabaseFailure;
import com.upcoach.database.Sql;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Deletes kept answers that no retry may ask for any more, about once an hour, a thousand at a time. Every member does it;
 * two at once do no harm. Thread-safe.
 */
public final class IdempotencySweep implements AutoCloseable {
    private static final Logger LOG = System.getLogger(IdempotencySweep.class.getName());
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int BATCH = 1_000;

    /** An hour more than they are good for, so that no clock's difference matters. */
    private static final Sql DELETE = new Sql("idempotency-sweep", """
                    DELETE FROM idempotency_keys WHERE (user_id, key) IN (
                        SELECT user_id, key FROM idempotency_keys
                        WHERE created_at < now() - interval '25 hours'
                        ORDER BY created_at LIMIT ?)
                    """);

    private final Database database;
    private final Thread timer = Thread.ofVirtual().name("idempotency-sweep").unstarted(this::everyHour);

    public IdempotencySweep(Database database) {
        this.database = database;
    }

    /** Begins; the first time at a moment of the next hour that is this member's own. */
    public IdempotencySweep start() {
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
            LOG.log(Level.INFO, "old Idempotency-Keys stay until the next hour: {0}", e.getMessage());
        }
    }

    /** Deletes all there are; returns how many. */
    public long sweep() {
        long all = 0;
        long deleted = BATCH;
        while (deleted == BATCH) {
            deleted = database.change(DELETE, BATCH);
            all += deleted;
        }
        return all;
    }

    @Override
    public void close() {
        timer.interrupt();
    }
}
