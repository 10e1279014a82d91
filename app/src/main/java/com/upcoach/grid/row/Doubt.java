package com.upcoach.grid.row;

import com.upcoach.failure.Failure;
import com.upcoach.grid.Once;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Whose rows in memory may be older than PostgreSQL's, as the grid lost a member: one that died between a COMMIT and its
 * backup, or that was cut off and went on. Each person's are compared once by each member then, at their next request.
 * What was in memory has expired by itself after a while, and with it the doubt. Thread-safe.
 */
final class Doubt {
    /** As long as rows stay in memory at most (the cache configuration). */
    static final Duration LASTS = Duration.ofHours(1);

    /** Most people that are remembered; whoever is not is compared at each request. */
    private static final int MOST = 100_000;

    private final LongSupplier losses;
    private final LongSupplier nanos;
    private volatile Since since;

    /**
     * Creates a doubt that nothing gave rise to yet.
     *
     * @param losses how often the grid lost a member
     */
    Doubt(LongSupplier losses, LongSupplier nanos) {
        this.losses = losses;
        this.nanos = nanos;
        this.since = new Since(0, nanos.getAsLong());
    }

    /** Compares a person's rows if there is doubt; who cannot do so now does it next time, and memory serves. */
    void settle(UUID user, Runnable compare) {
        Since now = since();
        if (now.losses == 0 || now.compared.contains(user) || nanos.getAsLong() - now.nanos > LASTS.toNanos()) {
            return;
        }
        try {
            now.comparing.get(user, () -> now.compared(user, compare));
        } catch (Failure.Unavailable e) {
            // Nobody can tell.
        }
    }

    private Since since() {
        Since known = since;
        if (known.losses == losses.getAsLong()) {
            return known;
        }
        synchronized (this) {
            long count = losses.getAsLong();
            if (since.losses != count) {
                since = new Since(count, nanos.getAsLong());
            }
            return since;
        }
    }

    /** The last loss, when it was, and whose rows were compared after it. */
    private record Since(long losses, long nanos, Set<UUID> compared, Once<UUID, Boolean> comparing) {
        Since(long losses, long nanos) {
            this(losses, nanos, ConcurrentHashMap.newKeySet(), new Once<>());
        }

        boolean compared(UUID user, Runnable compare) {
            try {
                compare.run();
            } catch (Failure.Unauthorized e) {
                // There is nobody whose rows could be old.
            }
            return compared.size() < MOST && compared.add(user);
        }
    }
}
