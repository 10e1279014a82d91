package com.upcoach.grid.cache;

import com.tangosol.net.cache.ConfigurableCacheMap.UnitCalculator;

/** Counts the near cache of entries in bytes, so that its limit is one of memory. Named in the cache configuration. */
public final class EntryBytes implements UnitCalculator {
    @Override
    public int calculateUnits(Object key, Object value) {
        return String.valueOf(key).length() + (value instanceof CacheEntry entry ? entry.size() : 0);
    }

    @Override
    public String getName() {
        return "bytes";
    }
}
