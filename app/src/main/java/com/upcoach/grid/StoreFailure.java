package com.upcoach.grid;

import com.upcoach.database.DatabaseFailure;

/**
 * The only exception that leaves a store or a processor. It travels between members by Java serialization, which the
 * deserialization filter allows for this package alone, so it holds an enum and a sentence and never a cause: an
 * exception of the driver's in here would make the receiving member stop the whole cache service.
 */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What the caller of the map must know. */
    public enum Reason {
        /** PostgreSQL cannot be reached; nothing was changed. */
        UNAVAILABLE,
        /** Whether the write is in force is not known. */
        UNKNOWN,
        /** The grid's copy had fallen behind PostgreSQL; nothing was changed. */
        FENCED,
        /** A unique constraint refused the write; nothing was changed. */
        DUPLICATE,
        /** A fault of ours; nothing was changed. The log of the member where it happened has it. */
        BROKEN
    }

    private final Reason reason;

    StoreFailure(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static StoreFailure from(DatabaseFailure failure) {
        Reason reason = switch (failure.kind()) {
            case UNAVAILABLE, CONTENDED -> Reason.UNAVAILABLE;
            case COMMIT_UNKNOWN -> Reason.UNKNOWN;
            case DUPLICATE -> Reason.DUPLICATE;
            case BROKEN -> Reason.BROKEN;
        };
        return new StoreFailure(reason, String.valueOf(failure.getMessage()));
    }

    /** Returns what happened. */
    public Reason reason() {
        return reason;
    }
}
