package com.upcoach.grid.view;

import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import java.util.UUID;
import java.util.function.Function;

/**
 * Encoded answers, from this member's near cache, else from their owner, else from PostgreSQL. Thread-safe.
 *
 * @see ViewKey for why a view is never stale
 */
public final class Views {
    private final Function<ViewKey, View> lookup;

    private Views(Function<ViewKey, View> lookup) {
        this.lookup = lookup;
    }

    /** Returns views that are cached in the grid. */
    public static Views cached(NamedMap<ViewKey, View> map) {
        return new Views(map::get);
    }

    /** Returns views that are made anew for every request: {@code UPCOACH_CACHE=off}. */
    public static Views uncached(ViewStore store) {
        return new Views(store::load);
    }

    /**
     * Returns a view no older than the data version.
     *
     * @throws Failure.Unavailable when it is cached nowhere and PostgreSQL cannot be reached
     */
    public View get(UUID user, String resource, String query, long dataVersion) {
        return GridCalls.call(() -> lookup.apply(new ViewKey(user, resource, query, dataVersion)));
    }
}
