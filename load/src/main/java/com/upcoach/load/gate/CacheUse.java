package com.upcoach.load.gate;

import com.upcoach.load.gate.Exposition.Series;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many look-ups of requests were answered from memory, near or at the owner, and not by PostgreSQL: one minus loads
 * by look-ups, over all members and over the maps that have a near cache (docs/architecture.md, "Meters of the maps").
 *
 * @param maps what each map was asked, by name
 */
record CacheUse(Map<String, Use> maps) {
    CacheUse {
        maps = Map.copyOf(maps);
    }

    /**
     * What one map was asked.
     *
     * @param near look-ups that the asking member's near cache answered
     * @param lookups of requests
     * @param loads that went to PostgreSQL
     */
    record Use(double near, double lookups, double loads) {
        private Use plus(Use other) {
            return new Use(near + other.near, lookups + other.lookups, loads + other.loads);
        }

        /** Returns the share that was answered from memory; nothing when nobody looked. */
        OptionalDouble ratio() {
            return lookups == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, 1 - loads / lookups));
        }

        /** Returns the share that the near cache answered; nothing when nobody looked. */
        OptionalDouble nearRatio() {
            return lookups == 0 ? OptionalDouble.empty() : OptionalDouble.of(near / lookups);
        }
    }

    /** Adds up what members counted. */
    static CacheUse of(List<Exposition> members) {
        List<Series> series = members.stream()
                .flatMap(member -> member.series().stream())
                .filter(one -> one.name().startsWith("cache_"))
                .toList();
        Set<String> maps = series.stream()
                .filter(one -> one.has("level", "near"))
                .map(one -> one.labels().getOrDefault("map", ""))
                .collect(Collectors.toSet());
        Map<String, Use> uses = new TreeMap<>();
        for (String map : maps) {
            double hits = sum(series, map, "near", "cache_hits_total");
            double lookups = hits + sum(series, map, "near", "cache_misses_total");
            double loads = sum(series, map, "database", "cache_hits_total")
                    + sum(series, map, "database", "cache_misses_total");
            uses.put(map, new Use(hits, lookups, loads));
        }
        return new CacheUse(uses);
    }

    private static double sum(List<Series> series, String map, String level, String name) {
        return series.stream()
                .filter(one -> one.name().equals(name) && one.has("map", map) && one.has("level", level))
                .mapToDouble(Series::value)
                .sum();
    }

    /** Returns all maps taken together. */
    Use all() {
        return maps.values().stream().reduce(new Use(0, 0, 0), Use::plus);
    }
}
