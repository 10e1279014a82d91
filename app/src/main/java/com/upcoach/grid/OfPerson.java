package com.upcoach.grid;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.NamedMap;
import com.tangosol.net.cache.KeyAssociation;
import com.tangosol.util.Filter;
import com.tangosol.util.filter.EntryFilter;
import com.tangosol.util.filter.KeyAssociatedFilter;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Selects the entries of one person in a map whose keys are associated with people. Sent to their partition alone. */
public record OfPerson(UUID user) implements EntryFilter<KeyAssociation<UUID>, Object> {
    /** Returns the keys of a person that a map holds in memory. */
    public static <K extends KeyAssociation<UUID>> Set<K> keys(NamedMap<K, ?> map, UUID user) {
        return map.keySet(filter(user));
    }

    /**
     * Drops all of a person from the memory of a map, and of the near caches in front of it that listen; no store is
     * told.
     */
    public static <K extends KeyAssociation<UUID>, V> void drop(NamedMap<K, V> map, UUID user) {
        map.invokeAll(filter(user), new DropEntry<K, V>());
    }

    private static Filter<?> filter(UUID user) {
        return new KeyAssociatedFilter<>(new OfPerson(user), user);
    }

    @Override
    public boolean evaluateEntry(Map.Entry<? extends KeyAssociation<UUID>, ?> entry) {
        return user.equals(entry.getKey().getAssociatedKey());
    }

    @Override
    public boolean evaluate(Object value) {
        throw new UnsupportedOperationException("a value does not say whose it is");
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<OfPerson> {
        @Override
        protected void write(PofWriter out, OfPerson filter) throws IOException {
            writeId(out, 1, filter.user);
        }

        @Override
        protected OfPerson read(PofReader in) throws IOException {
            return new OfPerson(readId(in, 1));
        }
    }
}
