package com.upcoach.grid.cache;

import com.tangosol.net.NamedMap;
import com.upcoach.grid.DropEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The generation of every tag and prefix, read from this member's near cache, raised at the owner. Another member may
 * read the older one until its near cache is told, some milliseconds. Thread-safe; throws what the grid throws.
 */
final class Generations {
    private final NamedMap<String, Long> map;

    Generations(NamedMap<String, Long> map) {
        this.map = map;
    }

    /** Returns the generation of each name; a name that has none gets its first. */
    Map<String, Long> current(Set<String> names) {
        Map<String, Long> current = new HashMap<>(map.getAll(names));
        Set<String> without = new HashSet<>(names);
        without.removeAll(current.keySet());
        if (!without.isEmpty()) {
            current.putAll(map.invokeAll(without, new CurrentGeneration()));
        }
        return current;
    }

    /** Returns whether no name of an entry was raised, evicted or lost since it was made. */
    boolean hold(CacheEntry entry) {
        return entry.generations().equals(map.getAll(entry.generations().keySet()));
    }

    /** Forgets the generations of all names with something in them; entries that carry one are invalid from then on. */
    void drop(String named) {
        map.invokeAll(new Naming(named), new DropEntry<String, Long>());
    }

    /** Invalidates all entries that carry the name; returns its new generation. */
    long raise(String name) {
        return map.invoke(name, new RaiseGeneration());
    }
}
