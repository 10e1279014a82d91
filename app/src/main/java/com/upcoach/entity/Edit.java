package com.upcoach.entity;

/**
 * What became of an edit.
 *
 * @param <T> what was edited
 */
public sealed interface Edit<T> {
    /** Returns the data version of the person's rows now. */
    long dataVersion();

    /**
     * It is as asked.
     *
     * @param entity as it is now; as it was, when it was deleted
     */
    record Made<T>(T entity, long dataVersion) implements Edit<T> {}

    /**
     * Nothing was changed: it has another version than the caller said.
     *
     * @param current as it is
     */
    record Lost<T>(T current, long dataVersion) implements Edit<T> {}
}
