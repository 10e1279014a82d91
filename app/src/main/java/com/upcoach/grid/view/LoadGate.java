package com.upcoach.grid.view;

import com.upcoach.failure.Failure;
import java.util.function.Supplier;

/** Lets through what this member does not have in its memory, as far as it can be had soon. Thread-safe. */
public interface LoadGate {
    /**
     * Does the work.
     *
     * @throws Failure.Unavailable when too much of it is under way already; it was not begun
     */
    <T> T pass(Supplier<T> work);
}
