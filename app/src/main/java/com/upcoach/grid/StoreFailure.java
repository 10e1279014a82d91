package com.upcoach.grid;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.database.DatabaseFailure;
import java.io.IOException;

/**
 * The only exception that leaves a store or a processor. It travels between members, so it is a POF type of its own and
 * holds an enum and a sentence, never a cause: an exception of the driver's in here could be one that the receiving
 * member's deserialization filter rejects, which stops the whole cache service there.
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
        /** A foreign key refused the write; nothing was changed. */
        DANGLING,
        /** The person has as many rows of this kind as there may be; nothing was changed. */
        FULL,
        /** A fault of ours; nothing was changed. The log of the member where it happened has it. */
        BROKEN
    }

    private final Reason reason;

    public StoreFailure(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns what travels to the caller in place of the database's own exception. */
    public static StoreFailure from(DatabaseFailure failure) {
        Reason reason = switch (failure.kind()) {
            case UNAVAILABLE, CONTENDED -> Reason.UNAVAILABLE;
            case COMMIT_UNKNOWN -> Reason.UNKNOWN;
            case DUPLICATE -> Reason.DUPLICATE;
            case DANGLING -> Reason.DANGLING;
            case BROKEN -> Reason.BROKEN;
        };
        return new StoreFailure(reason, String.valueOf(failure.getMessage()));
    }

    /** Returns what happened. */
    public Reason reason() {
        return reason;
    }

    /** The wire format. Without it the exception would arrive as a nameless one that has lost its reason. */
    public static final class Pof extends PofFormat<StoreFailure> {
        @Override
        protected void write(PofWriter out, StoreFailure failure) throws IOException {
            out.writeString(1, failure.reason.name());
            out.writeString(2, failure.getMessage());
        }

        @Override
        protected StoreFailure read(PofReader in) throws IOException {
            return new StoreFailure(Reason.valueOf(in.readString(1)), in.readString(2));
        }
    }
}
