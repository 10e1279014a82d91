package com.upcoach.gridconfig;

/** The maps of the grid, by the names that {@code upcoach-cache-config.xml} maps to schemes. */
public final class MapNames {
    /** Every row that people keep, each person's on one partition; written through to PostgreSQL. */
    public static final String USER_ROWS = "user-rows";

    /** Encoded answers by user, request and data version; loaded once for the whole cluster, never changed. */
    public static final String VIEWS = "views";

    /** First answers to requests that brought an Idempotency-Key, and marks of those still running. */
    public static final String IDEMPOTENCY = "idempotency";

    /** Of each session whether it lives; its ending is written through to PostgreSQL. */
    public static final String SESSIONS = "sessions";

    /** What the cache service keeps, for its time to live at most; it may be gone at any time. */
    public static final String CACHE_ENTRIES = "cache-entries";

    /** A number for each tag and key prefix of the cache service; raising it invalidates all entries under it. */
    public static final String CACHE_GENERATIONS = "cache-generations";

    /** The limiter's counters, some to an entry; they may die with the cluster. */
    public static final String LIMIT_COUNTERS = "limit-counters";

    private MapNames() {}
}
