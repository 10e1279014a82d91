package com.upcoach.grid;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one message of a kind through every ten seconds, so that an outage does not flood the log. Thread-safe. */
public final class LogLimit {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MAX_KINDS = 500;

    private final Map<String, Long> last = new ConcurrentHashMap<>();

    /** Returns whether a message of this kind is due, and notes that it was written. */
    public boolean due(String kind) {
        if (last.size() > MAX_KINDS) {
            last.clear();
        }
        long now = System.nanoTime();
        Long before = last.putIfAbsent(kind, now);
        return before == null || (now - before > PAUSE_NANOS && last.replace(kind, before, now));
    }
}
