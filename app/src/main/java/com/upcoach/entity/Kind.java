package com.upcoach.entity;

import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.RowKey;
import com.upcoach.grid.row.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A kind of thing that people keep.
 *
 * @param name in keys of rows and in codes, such as {@code goal}
 * @param type the record that is kept
 * @param reference where a body says what it refers to, such as {@code /goalId}; empty for what refers to nothing
 * @param touch what of a person's rows its changes touch
 */
public record Kind<T extends Entity>(String name, Class<T> type, String reference, Touch<T> touch) {
    /** Creates a kind whose changes may touch anything. */
    public Kind(String name, Class<T> type, String reference) {
        this(name, type, reference, (before, after) -> Scope.ALL);
    }

    /** Tells what of a person's rows a change touches. */
    @FunctionalInterface
    public interface Touch<T> {
        /**
         * Returns all that is shown otherwise after the change than before.
         *
         * @param before null for what is new
         * @param after null for what is deleted
         */
        Scope of(@Nullable T before, @Nullable T after);
    }

    /** Returns the change that adds a new one. */
    public Change adding(UUID user, T entity) {
        return new Change(key(user, entity.id()), 0, entity, touch.of(null, entity));
    }

    /** Returns the change that replaces one by its next version. */
    public Change replacing(UUID user, T current, T next) {
        return new Change(key(user, next.id()), current.version(), next, touch.of(current, next));
    }

    /** Returns the change that deletes one. */
    public Change deleting(UUID user, T current) {
        return new Change(key(user, current.id()), current.version(), null, touch.of(current, null));
    }

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
