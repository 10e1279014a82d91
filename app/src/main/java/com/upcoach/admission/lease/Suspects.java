package com.upcoach.admission.lease;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Owners that did not answer. One that died has a successor within a moment; one that stays the owner and silent is
 * frozen or cut off, which the grid itself waits out for seconds. It is asked once in {@link #PAUSE}, so that not every
 * request waits for it. Thread-safe.
 *
 * @param <K> what owners are known by
 */
final class Suspects<K> {
    /** Between two tries. */
    static final Duration PAUSE = Duration.ofMillis(500);

    /** How long an owner is silent before its counters are taken for lost. */
    static final Duration LOST = Duration.ofSeconds(2);

    private static final Duration FORGOTTEN = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final Map<K, Silence> silent = new ConcurrentHashMap<>();

    Suspects(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Silence(long since, long last) {}

    /** Throws {@link OutOfReach} when it is too early to ask an owner again; else it is for the caller to ask. */
    void check(K owner) {
        Silence silence = silent.isEmpty() ? null : silent.get(owner);
        if (silence == null) {
            return;
        }
        long now = nanos.getAsLong();
        boolean due = now - silence.last >= PAUSE.toNanos();
        if (!due || !silent.replace(owner, silence, new Silence(silence.since, now))) {
            throw new OutOfReach(isLost(silence));
        }
    }

    /** Takes note that an owner did not answer, and returns what that means for its counters. */
    OutOfReach silent(K owner) {
        long now = nanos.getAsLong();
        silent.values().removeIf(silence -> now - silence.last > FORGOTTEN.toNanos());
        Silence silence = silent.compute(
                owner, (member, known) -> known == null ? new Silence(now, now) : new Silence(known.since, now));
        return new OutOfReach(isLost(silence));
    }

    private boolean isLost(Silence silence) {
        return nanos.getAsLong() - silence.since >= LOST.toNanos();
    }

    /** Takes note that an owner answered. */
    void answered(K owner) {
        if (!silent.isEmpty()) {
            silent.remove(owner);
        }
    }
}
