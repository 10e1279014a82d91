package com.upcoach.grid.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long entries are kept: shortened at random, so that entries made together do not end together. */
final class TimeToLive {
    /** What an entry gets that asks for nothing else. */
    static final Duration DEFAULT = Duration.ofHours(1);

    private static final double JITTER = 0.1;

    private TimeToLive() {}

    /** Returns more than 90 % of a time to live, in milliseconds, at least 1; throws when it is not positive. */
    static long millis(Duration ttl, RandomGenerator random) {
        if (!ttl.isPositive()) {
            throw new IllegalArgumentException("a time to live of " + ttl);
        }
        long whole = ttl.toMillis();
        return Math.max(1, whole - (long) (whole * JITTER * random.nextDouble()));
    }
}
