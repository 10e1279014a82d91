package com.upcoach.grid.view;

import com.upcoach.database.Transaction;
import com.upcoach.grid.row.Scope;
import java.util.UUID;

/**
 * Makes the views of one resource from PostgreSQL. Implementations are CDI beans, found by {@link ViewStore}; they run
 * at the owner of the user's partition, or at the member that was asked when the owner does not answer, and must not
 * call the grid. Thread-safe.
 */
public interface ViewSource {
    /** The resource that its keys name. */
    String resource();

    /**
     * Returns what a view shows of a person's rows: when nothing of that has changed, it is still true.
     *
     * @param query as for {@link #load}
     */
    default Scope scope(String query) {
        return Scope.ALL;
    }

    /**
     * Selects and encodes.
     *
     * @param snapshot of PostgreSQL, the same for all that is selected
     * @param query canonical form of a request, as this feature's routes wrote it
     * @return the view, or {@link View#NOTHING}
     */
    View load(Transaction snapshot, UUID user, String query);
}
