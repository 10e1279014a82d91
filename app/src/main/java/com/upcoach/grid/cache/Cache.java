package com.upcoach.grid.cache;

import com.tangosol.net.NamedCache;
import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.DropEntry;
import com.upcoach.grid.GridCalls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Values that can be computed again, kept for a time to live in the memory of the grid. A key is one to four segments
 * separated by {@code ':'}, such as {@code stats:<user>:week}; an entry is invalidated by a tag that it was given, or
 * by a prefix of its key that ends in {@code ':'}, at the cost of one message however many entries there are
 * (docs/decisions/0004). A member whose near cache has not been told of an invalidation yet answers from before it for
 * some milliseconds; the member that invalidated never does.
 *
 * <p>A grid that fails is a miss to {@code get} and nothing to {@code set}. A key, tag or prefix that is none is an
 * {@link IllegalArgumentException}. Arrays are shared and must not be changed. Stores and processors must not call it.
 * Thread-safe.
 */
public final class Cache {
    private final NamedCache<String, CacheEntry> entries;
    private final Generations generations;
    private final InstantSource clock;
    private final Guard guard;

    /**
     * Creates the service over its two maps.
     *
     * @param failed told of every call that the grid failed
     */
    public Cache(
            NamedCache<String, CacheEntry> entries,
            NamedMap<String, Long> generations,
            InstantSource clock,
            Runnable failed) {
        this.entries = entries;
        this.generations = new Generations(generations);
        this.clock = clock;
        this.guard = new Guard(failed);
    }

    /** Returns what is kept under a key. */
    public Optional<byte[]> get(String key) {
        CacheKey.checked(key);
        return guard.call(() -> find(key)).flatMap(found -> found);
    }

    /**
     * Returns what is kept under a key, else loads it and keeps it for a time to live. An invalidation while it is
     * loaded makes it invalid from the start. Members, and threads of one, that miss at the same time load at the same
     * time.
     *
     * @param load computes the value; what it throws is thrown on and nothing is kept
     */
    public byte[] get(String key, Set<String> tags, Duration ttl, Supplier<byte[]> load) {
        Set<String> names = CacheKey.names(key, tags);
        long millis = TimeToLive.millis(ttl, ThreadLocalRandom.current());
        Optional<Lookup> lookup = guard.call(() -> lookUp(key, names));
        Optional<byte[]> found = lookup.flatMap(Lookup::value);
        if (found.isPresent()) {
            return found.get();
        }
        byte[] value = load.get();
        // A grid that has just failed is not asked again: its caller would wait a second time.
        lookup.ifPresent(before -> guard.call(() -> keep(key, value, before.generations(), millis)));
        return value;
    }

    /** Keeps a value for the default time to live of an hour. */
    public void set(String key, byte[] value, Set<String> tags) {
        set(key, value, tags, TimeToLive.DEFAULT);
    }

    /**
     * Keeps a value. An invalidation between the moment it was computed and this call does not reach it: what can be
     * loaded is better kept by {@link #get(String, Set, Duration, Supplier)}.
     */
    public void set(String key, byte[] value, Set<String> tags, Duration ttl) {
        Set<String> names = CacheKey.names(key, tags);
        long millis = TimeToLive.millis(ttl, ThreadLocalRandom.current());
        guard.call(() -> keep(key, value, generations.current(names), millis));
    }

    /**
     * Invalidates all entries that were given a tag.
     *
     * @throws Failure.Unavailable when the grid fails: they may still be read
     */
    public void invalidateTag(String tag) {
        invalidate(CacheKey.tag(tag));
    }

    /**
     * Invalidates all entries whose keys begin with a prefix of one to three segments, each followed by {@code ':'}.
     *
     * @throws Failure.Unavailable when the grid fails: they may still be read
     */
    public void invalidatePrefix(String prefix) {
        invalidate(CacheKey.prefix(prefix));
    }

    /**
     * Drops whatever names something, such as a person's id, in its key or a tag, and that it could be invalidated by
     * it. Looks at all entries there are: for what happens seldom.
     *
     * @throws Failure.Unavailable when the grid fails
     */
    public void drop(String named) {
        GridCalls.call(() -> {
            entries.invokeAll(new Naming(named), new DropEntry<String, CacheEntry>());
            generations.drop(named);
            return true;
        });
    }

    private void invalidate(String name) {
        if (guard.call(() -> generations.raise(name)).isEmpty()) {
            throw new Failure.Unavailable(
                    "cache-unavailable", "The cache could not be invalidated. Try again shortly.");
        }
    }

    private Lookup lookUp(String key, Set<String> names) {
        Optional<byte[]> found = find(key);
        return new Lookup(found, found.isPresent() ? Map.of() : generations.current(names));
    }

    private Optional<byte[]> find(String key) {
        CacheEntry entry = entries.get(key);
        return entry != null && entry.endsAt() > clock.millis() && generations.hold(entry)
                ? Optional.of(entry.value())
                : Optional.empty();
    }

    private boolean keep(String key, byte[] value, Map<String, Long> before, long millis) {
        entries.put(key, new CacheEntry(value, before, clock.millis() + millis), millis);
        return true;
    }

    /** What a key came to, and without a value the generations that were current before any is loaded. */
    private record Lookup(Optional<byte[]> value, Map<String, Long> generations) {}
}
