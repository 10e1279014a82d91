package com.upcoach.grid;

import java.util.function.LongSupplier;

/** Shown the levels of a map in memory, {@code near} and {@code grid}. */
@FunctionalInterface
public interface Levels {
    /**
     * Takes one level of a map.
     *
     * @param hits how often it had an answer so far; to be read at any time, by any thread
     * @param misses how often it had none
     */
    void level(String map, String level, LongSupplier hits, LongSupplier misses);
}
