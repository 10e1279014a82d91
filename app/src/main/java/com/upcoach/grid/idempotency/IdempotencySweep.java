package com.upcoach.grid.idempotency;

import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.database.Sweep;

/** Deletes kept answers that no retry may ask for any more. */
public final class IdempotencySweep {
    /** An hour more than they are good for, so that no clock's difference matters. */
    private static final Sql DELETE = new Sql("idempotency-sweep", """
                    DELETE FROM idempotency_keys WHERE (user_id, key) IN (
                        SELECT user_id, key FROM idempotency_keys
                        WHERE created_at < now() - interval '25 hours'
                        ORDER BY created_at LIMIT ?)
                    """);

    private IdempotencySweep() {}

    /** Returns the sweep, not yet begun. */
    public static Sweep of(Database database) {
        return new Sweep(database, DELETE);
    }
}
