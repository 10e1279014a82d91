package com.upcoach.grid.cache;

import java.util.Map;
import java.util.stream.Stream;

/** One of each type of this package that crosses the wire. */
public final class CacheSamples {
    private CacheSamples() {}

    public static Stream<Object> of(byte[] value) {
        return Stream.of(
                new CacheEntry(value, Map.of("goals:", Long.MIN_VALUE, "Ä 🏃", 1L), Long.MAX_VALUE),
                new CacheEntry(new byte[0], Map.of(), 0),
                new CurrentGeneration(),
                new Naming("Ä:"),
                new RaiseGeneration());
    }
}
