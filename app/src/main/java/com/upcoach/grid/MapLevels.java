package com.upcoach.grid;

import com.tangosol.net.BackingMapContext;
import com.tangosol.net.CacheService;
import com.tangosol.net.NamedCache;
import com.tangosol.net.cache.CacheStatistics;
import com.tangosol.net.cache.LocalCache;
import com.tangosol.net.cache.NearCache;
import com.tangosol.net.cache.ReadWriteBackingMap;
import com.tangosol.net.cache.SimpleCacheStatistics;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * How often the levels of a map in memory had an answer, as Coherence itself counts. {@code near} is this member's
 * front: what this member's own requests met. {@code grid} is the part of the map that this member owns: what requests
 * of all members met here. Sums over all members belong together, a single member's do not.
 */
final class MapLevels {
    private static final CacheStatistics NOTHING = new SimpleCacheStatistics();

    private MapLevels() {}

    /** Shows the levels that a map has. */
    static void describe(NamedCache<?, ?> map, Levels levels) {
        String name = map.getCacheName();
        front(map).ifPresent(front -> levels.level(name, "near", front::getCacheHits, front::getCacheMisses));
        CacheService service = map.getCacheService();
        levels.level(
                name,
                "grid",
                owned(service, name, CacheStatistics::getCacheHits),
                owned(service, name, CacheStatistics::getCacheMisses));
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    private static Optional<CacheStatistics> front(NamedCache map) {
        try {
            return Optional.of(((NearCache) map.as(NearCache.class)).getCacheStatistics());
        } catch (UnsupportedOperationException noNearCache) {
            return Optional.empty();
        }
    }

    /** Looks the map up each time: a service that was restarted has a new one, which counts from 0. */
    @SuppressWarnings("deprecation") // that one should not use the map: only its statistics are read
    private static LongSupplier owned(CacheService service, String name, ToLongFunction<CacheStatistics> count) {
        return () -> {
            BackingMapContext context =
                    service.getBackingMapManager().getContext().getBackingMapContext(name);
            return count.applyAsLong(context == null ? NOTHING : statistics(context.getBackingMap()));
        };
    }

    private static CacheStatistics statistics(Object backing) {
        return switch (backing) {
            case ReadWriteBackingMap map -> statistics(map.getInternalCache());
            case LocalCache map -> map.getCacheStatistics();
            default -> NOTHING;
        };
    }
}
