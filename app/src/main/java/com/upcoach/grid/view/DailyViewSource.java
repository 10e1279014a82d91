package com.upcoach.grid.view;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes views that change with the day, and say until when they are good. Time is PostgreSQL's, so that all owners
 * agree. Thread-safe.
 */
public interface DailyViewSource extends ViewSource {
    /** The time of the transaction. */
    Sql NOW = new Sql("view-now", "SELECT now() AS now");

    /**
     * Selects and encodes what is shown at a time.
     *
     * @param now never before the end of an older view that this one follows
     * @return the view, good until some instant after now, or {@link View#NOTHING}
     */
    View load(Transaction snapshot, UUID user, String query, Instant now);

    @Override
    default View load(Transaction snapshot, UUID user, String query) {
        return load(snapshot, user, query, now(snapshot));
    }

    /** Returns the time of a snapshot. */
    static Instant now(Transaction snapshot) {
        return snapshot.query(NOW, columns -> columns.instant("now")).getFirst();
    }
}
