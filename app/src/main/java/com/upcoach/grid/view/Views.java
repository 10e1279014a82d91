package com.upcoach.grid.view;

import com.tangosol.net.NamedCache;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.NearMap;
import com.upcoach.grid.Once;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.row.Versions;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Encoded answers, from this member's near cache, else from their owner, else from PostgreSQL. Thread-safe.
 *
 * @see ViewKey for why a view is never stale
 */
public final class Views {
    private final BiFunction<String, String, Scope> scopes;
    private final Function<ViewKey, View> lookup;
    private final Predicate<ViewKey> isNear;
    private final LoadGate gate;
    private final Clock clock;
    private final Once<ViewKey, View> underWay = new Once<>();

    Views(
            BiFunction<String, String, Scope> scopes,
            Function<ViewKey, View> lookup,
            Predicate<ViewKey> isNear,
            LoadGate gate,
            Clock clock) {
        this.scopes = scopes;
        this.lookup = lookup;
        this.isNear = isNear;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Returns views that are cached in the grid; those that are not near come through the gate. One whose owner does
     * not answer, as it is frozen or has just begun, is made here: it is as true.
     */
    public static Views cached(NamedCache<ViewKey, View> map, ViewStore store, LoadGate gate, Clock clock) {
        return new Views(
                store::scope,
                key -> GridCalls.callOr(() -> map.get(key), () -> store.load(key)),
                NearMap.nearness(map),
                gate,
                clock);
    }

    /** Returns views that are made anew, for all who ask for the same meanwhile: {@code UPCOACH_CACHE=off}. */
    public static Views uncached(ViewStore store, LoadGate gate, Clock clock) {
        return new Views((resource, query) -> Scope.ALL, store::load, key -> false, gate, clock);
    }

    /**
     * Returns a view that is true at the versions, or later, and says at which data version. One that is over is looked
     * for again under a key that has its end in it, so that all members agree on what follows and nothing has to be
     * removed.
     *
     * @throws Failure.Unavailable when it is cached nowhere and PostgreSQL cannot be reached, or the gate is shut
     */
    public View get(UUID user, String resource, String query, Versions versions) {
        long changed = versions.changed(scopes.apply(resource, query));
        return current(new ViewKey(user, resource, query, changed, null)).asOf(versions.data());
    }

    private View current(ViewKey key) {
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

    /** A view that many ask for while it is made is made for one. */
    private View find(ViewKey key) {
        return isNear.test(key) ? lookUp(key) : underWay.get(key, () -> gate.pass(() -> lookUp(key)));
    }

    private View lookUp(ViewKey key) {
        return GridCalls.call(() -> lookup.apply(key));
    }
}
