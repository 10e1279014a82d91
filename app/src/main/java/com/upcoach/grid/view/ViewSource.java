package com.upcoach.grid.view;

import com.upcoach.database.Database;
import java.util.UUID;

/**
 * Makes the views of one resource from PostgreSQL. Implementations are CDI beans, found by {@link ViewStore}; they run
 * at the owner of the user's partition and must not call the grid. Thread-safe.
 */
public interface ViewSource {
    /** The resource that its keys name. */
    String resource();

    /**
     * Selects and encodes.
     *
     * @param query canonical form of a request, as this feature's routes wrote it
     * @return the view, or {@link View#NOTHING}
     */
    View load(Database database, UUID user, String query);
}
