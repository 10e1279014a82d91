package com.upcoach.entity;

import com.upcoach.grid.row.Cap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells how many of a kind a person may have.
 *
 * @param <T> the kind
 */
@FunctionalInterface
public interface Room<T> {
    /**
     * Returns the cap that a write must keep; nothing when it takes no more room than there was taken before.
     *
     * @param before what is replaced; null for what is new
     */
    @Nullable
    Cap cap(UUID user, @Nullable T before, T after);
}
