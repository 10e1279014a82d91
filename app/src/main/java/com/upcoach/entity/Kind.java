package com.upcoach.entity;

import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import com.upcoach.grid.row.RowKey;
import java.util.List;
import java.util.UUID;

/**
 * A kind of thing that people keep.
 *
 * @param name in keys of rows and in codes, such as {@code goal}
 * @param type the record that is kept
 * @param reference where a body says what it refers to, such as {@code /goalId}; empty for what refers to nothing
 */
public record Kind<T extends Entity>(String name, Class<T> type, String reference) {
    /** Returns the key of a person's row of this kind. */
    public RowKey key(UUID user, UUID id) {
        return new RowKey(user, name, id);
    }

    /** Returns the failure that there is no such thing, or it is another's, which is the same to the caller. */
    public Failure notFound() {
        return new Failure.NotFound(name + "-not-found", "There is no such " + name + '.');
    }

    /** Returns the failure that the person has as many of it as their plan allows. */
    Failure full() {
        return new Failure.Forbidden(name + "-limit-reached", "Your plan has no room for another " + name + '.');
    }

    /** Returns the failure that it refers to something that does not exist, or is another's. */
    Failure dangling() {
        return new Failure.Invalid(List.of(new Fault(reference, "not-found", "What this refers to does not exist.")));
    }
}
