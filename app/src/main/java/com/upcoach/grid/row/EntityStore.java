package com.upcoach.grid.row;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one kind of row. Implementations are CDI beans, found by {@link UserRowStore}; they run at the owner, in
 * the transaction of the write, and must not call the grid. Thread-safe.
 *
 * @param <T> the immutable record that is kept
 */
public interface EntityStore<T> {
    /** The kind that its keys carry. */
    String kind();

    /** 0 when its rows refer to none of the person's, else one more than the deepest kind that they refer to. */
    int depth();

    /** The record's class. */
    Class<T> type();

    /** Selects one row; parameters are the user's id and the row's. */
    Sql select();

    /** Reads a row that {@link #select} returned. */
    T read(Columns columns);

    /** Version of the record. */
    long version(T value);

    /** What a new row is inserted by. */
    Insert insert();

    /** Returns the values of a new row, in the order of {@link #insert}'s columns. */
    List<@Nullable Object> values(UUID user, T value);

    /** Replaces a row if it still has the expected version; returns whether it had. */
    boolean update(Transaction tx, UUID user, T value, long expected);

    /** Counts the rows of a person that a {@link Cap} is about. Asked only of a kind that has one. */
    default long counted(Transaction tx, UUID user) {
        throw new UnsupportedOperationException(kind() + " has no cap");
    }

    /**
     * Deletes the rows that still have the expected versions, which are listed as the ids are; returns how many had.
     */
    long delete(Transaction tx, UUID user, List<UUID> ids, List<Long> versions);
}
