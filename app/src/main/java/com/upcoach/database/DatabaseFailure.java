package com.upcoach.database;

import com.zaxxer.hikari.pool.HikariPool;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** A statement that did not succeed, with what the caller must know: whether it may have had an effect. */
public final class DatabaseFailure extends RuntimeException {
    /** What a failure means to the caller. */
    public enum Kind {
        /** PostgreSQL cannot be reached or takes no more; nothing was changed. */
        UNAVAILABLE,
        /** The connection broke while COMMIT was under way; the transaction may or may not be in force. */
        COMMIT_UNKNOWN,
        /** A unique constraint refused a row; nothing was changed. */
        DUPLICATE,
        /** A foreign key refused a row: what it refers to is not there, or something refers to what is deleted. */
        DANGLING,
        /** Serialization failure or deadlock; nothing was changed and a new try may succeed. */
        CONTENDED,
        /** Anything else: a fault of ours. Nothing was changed. */
        BROKEN
    }

    private final Kind kind;

    DatabaseFailure(Kind kind, String statement, Throwable cause) {
        super(kind + " in " + statement + ": " + reason(cause), cause);
        this.kind = kind;
    }

    /** Returns what happened. */
    public Kind kind() {
        return kind;
    }

    /** Returns the failure of what was not even tried, as PostgreSQL is known to be away. */
    static DatabaseFailure unreachable() {
        return new DatabaseFailure(Kind.UNAVAILABLE, "any statement", new SQLTransientConnectionException("away"));
    }

    static DatabaseFailure from(String statement, Throwable thrown) {
        SQLException sql = sqlException(thrown);
        return new DatabaseFailure(sql == null ? Kind.BROKEN : classify(sql), statement, thrown);
    }

    static DatabaseFailure fromCommit(Throwable thrown) {
        DatabaseFailure failure = from("commit", thrown);
        return failure.kind() == Kind.UNAVAILABLE
                ? new DatabaseFailure(Kind.COMMIT_UNKNOWN, "commit", thrown)
                : failure;
    }

    /**
     * Returns whether PostgreSQL could not be reached, as opposed to having answered that it cannot do this now, or to
     * a pool that had no connection free.
     */
    boolean connectionLost() {
        SQLException sql = sqlException(this);
        if (sql instanceof SQLTransientConnectionException && sql.getCause() instanceof SQLException cause) {
            // The pool gave up, and tells why it could make no connection.
            sql = cause;
        }
        String state = sql == null ? "" : String.valueOf(sql.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Returns whether a connection broke that was had: what was sent over it may or may not have been done. */
    boolean mayBeInForce() {
        return connectionLost() && !(sqlException(this) instanceof SQLTransientConnectionException);
    }

    /** Returns this failure of something of which an earlier try, or this one, may have been done. */
    DatabaseFailure ofUnknownOutcome() {
        return new DatabaseFailure(Kind.COMMIT_UNKNOWN, "a statement", this);
    }

    /** Returns whether somebody waited in vain: then there is no time left for another try. */
    boolean timedOut() {
        for (Throwable at = this; at != null; at = at.getCause()) {
            if (at instanceof SocketTimeoutException || at instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    /**
     * By SQLSTATE, see PostgreSQL's appendix A: 08 connection, 53 resources, 55 a lock, 57 intervention, 40 rollback.
     */
    private static Kind classify(SQLException thrown) {
        String state = thrown.getSQLState();
        if (thrown instanceof SQLTransientConnectionException || state == null) {
            return Kind.UNAVAILABLE;
        }
        return switch (state.substring(0, 2)) {
            case "08", "53", "55", "57" -> Kind.UNAVAILABLE;
            case "40" -> Kind.CONTENDED;
            case "23" ->
                switch (state) {
                    case "23505" -> Kind.DUPLICATE;
                    case "23503" -> Kind.DANGLING;
                    default -> Kind.BROKEN;
                };
            default -> Kind.BROKEN;
        };
    }

    private static @Nullable SQLException sqlException(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
            if (at instanceof HikariPool.PoolInitializationException) {
                return new SQLTransientConnectionException(at.getMessage());
            }
        }
        return null;
    }

    /** PostgreSQL's own sentence without its detail line, which may quote what a person wrote. */
    private static String reason(Throwable cause) {
        SQLException sql = sqlException(cause);
        if (sql instanceof PSQLException pg && pg.getServerErrorMessage() != null) {
            return String.valueOf(pg.getServerErrorMessage().getMessage());
        }
        return sql == null ? cause.getClass().getSimpleName() : String.valueOf(sql.getMessage());
    }
}
