package com.upcoach.grid.view;

import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Encoded answers, from this member's near cache, else from their owner, else from PostgreSQL. Thread-safe.
 *
 * @see ViewKey for why a view is never stale
 */
public final class Views {
    private final Function<ViewKey, View> lookup;

    private final Clock clock;

    Views(Function<ViewKey, View> lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /** Returns views that are cached in the grid. */
    public static Views cached(NamedMap<ViewKey, View> map, Clock clock) {
        return new Views(map::get, clock);
    }

    /** Returns views that are made anew for every request: {@code UPCOACH_CACHE=off}. */
    public static Views uncached(ViewStore store, Clock clock) {
        return new Views(store::load, clock);
    }

    /**
     * Returns a view no older than the data version. One that is over is looked for again under a key that has its end in
     * it, so that all members agree on what follows and nothing has to be removed.
     *
     * @throws Failure.Unavailable when it is cached nowhere and PostgreSQL cannot be reached
     */
    public View get(UUID user, String resource, String query, long dataVersion) {
        ViewKey key = new ViewKey(user, resource, query, dataVersion, null);
        View view = find(key);
        Instant now = clock.instant();
        while (view.over(now)) {
            View next = find(key.since(view.until()));
            if (Objects.equals(next.until(), view.until())) {
                return next;
            }
            view = next;
        }
        return view;
    }

    private View find(ViewKey key) {
        return GridCalls.call(() -> lookup.apply(key));
    }
}
