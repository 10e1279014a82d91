package com.upcoach.grid;

import com.tangosol.net.NamedCache;
import com.tangosol.net.NamedMap;
import com.tangosol.net.cache.NearCache;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks things up in a map that has a near cache, for many at once. Coherence alone lets those who miss the same key
 * through one by one, each after a turn of the scheduler: a queue that outlasts its cause (measured:
 * docs/decisions/0010). Thread-safe.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class NearMap<K, V> {
    private final Function<K, V> map;
    private final Predicate<K> isNear;
    private final Once<K, V> asking = new Once<>();

    public NearMap(NamedMap<K, V> map) {
        this(map::get, nearness(map));
    }

    NearMap(Function<K, V> map, Predicate<K> isNear) {
        this.map = map;
        this.isNear = isNear;
    }

    /** Returns whether a key is near, by a look that counts neither as a hit nor as a miss. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    public static <K> Predicate<K> nearness(NamedMap<K, ?> map) {
        return ((NearCache) ((NamedCache) map).as(NearCache.class)).getFrontMap()::containsKey;
    }

    /**
     * Returns what is near, else what the owner has, asked after this call began.
     *
     * @throws com.upcoach.failure.Failure.Unavailable when this request has waited for the owner in vain
     */
    public V get(K key) {
        if (isNear.test(key)) {
            return map.apply(key);
        }
        if (GridPatience.isSpent()) {
            throw GridCalls.gridUnavailable();
        }
        return asking.anew(key, () -> map.apply(key));
    }
}
