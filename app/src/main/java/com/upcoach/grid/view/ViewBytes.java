package com.upcoach.grid.view;

import com.tangosol.net.cache.ConfigurableCacheMap.UnitCalculator;

/** Counts the near cache of views in bytes, so that its limit is one of memory. Named in the cache configuration. */
public final class ViewBytes implements UnitCalculator {
    private static final int KEY_BYTES = 200;

    @Override
    public int calculateUnits(Object key, Object value) {
        return KEY_BYTES + (value instanceof View view ? view.size() : 0);
    }

    @Override
    public String getName() {
        return "bytes";
    }
}
