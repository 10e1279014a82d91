package com.upcoach.grid;

/** Told by the stores, at the owner, of every load that PostgreSQL answered. Thread-safe. */
@FunctionalInterface
public interface Loads {
    /**
     * Counts one.
     *
     * @param map name of the map behind which the store is
     * @param found whether PostgreSQL had what was asked for
     */
    void count(String map, boolean found);
}
