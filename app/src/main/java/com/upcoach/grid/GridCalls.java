package com.upcoach.grid;

import com.upcoach.database.DatabaseFailure;
import com.upcoach.failure.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** The one place where an exception of the grid's, or of the database's past it, becomes one of ours. */
public final class GridCalls {
    private static final Logger LOG = System.getLogger(GridCalls.class.getName());
    private static final LogLimit LIMIT = new LogLimit();

    private GridCalls() {}

    /** Calls the grid; any failure is {@link Failure.Unavailable}. */
    public static <T> T call(Supplier<T> work) {
        try {
            return callStore(work);
        } catch (StoreFailure e) {
            throw unavailable(e);
        }
    }

    /** Calls the grid; a store's own failure is thrown as it is, any other is {@link Failure.Unavailable}. */
    public static <T> T callStore(Supplier<T> work) {
        try {
            return work.get();
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                if (at instanceof StoreFailure failure) {
                    throw failure;
                }
            }
            if (LIMIT.due(e.getClass().getName())) {
                LOG.log(Level.WARNING, "the grid could not serve a request", e);
            }
            GridPatience.after(e);
            throw gridUnavailable();
        }
    }

    static Failure.Unavailable gridUnavailable() {
        return new Failure.Unavailable("grid-unavailable", "The service cannot answer right now. Try again.");
    }

    /** Asks the owner of a person's entries; not when this request has waited for it in vain. */
    public static <T> T askOwner(Supplier<T> work) {
        if (GridPatience.isSpent()) {
            throw gridUnavailable();
        }
        return GridPatience.waiting(() -> call(work));
    }

    /**
     * Calls the grid to write; a store's own failure is thrown as it is. Of any other nobody can tell whether the write
     * is made, perhaps by an owner that goes on later: {@code outcome-unknown}.
     */
    public static <T> T write(Supplier<T> work) {
        if (GridPatience.isSpent()) {
            throw gridUnavailable();
        }
        try {
            return GridPatience.waiting(() -> callStore(work));
        } catch (Failure.Unavailable e) {
            throw outcomeUnknown();
        }
    }

    /** Returns what the caller is told of a write that may have been made. */
    public static Failure.Unavailable outcomeUnknown() {
        return new Failure.Unavailable(
                "outcome-unknown", "It is not known whether this was done. Retry with the same Idempotency-Key.");
    }

    /** Calls the grid, or does without it when it fails; a store's own failure is thrown as it is. */
    public static <T> T callOr(Supplier<T> work, Supplier<T> without) {
        try {
            return callStore(work);
        } catch (Failure.Unavailable e) {
            return without.get();
        }
    }

    /** Asks PostgreSQL past the grid; any failure is answered as that of a store. */
    public static <T> T query(Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabaseFailure e) {
            throw unavailable(StoreFailure.from(e));
        }
    }

    /** Returns what the caller is told of a store that failed. */
    public static Failure unavailable(StoreFailure failure) {
        return switch (failure.reason()) {
            case UNAVAILABLE ->
                new Failure.Unavailable("database-unavailable", "The database cannot be reached. Try again shortly.");
            case UNKNOWN -> outcomeUnknown();
            case FENCED, DUPLICATE, DANGLING, FULL ->
                new Failure.Unavailable("write-contended", "Too many writes at once to the same data. Try again.");
            case BROKEN -> new Failure.Broken("store failed: " + failure.getMessage());
        };
    }
}
