package com.upcoach.grid.cache;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is kept under a key. The array is shared by all who read the entry and must not be changed.
 *
 * @param value what was given
 * @param generations the generation that each of its tags and prefixes had before the value was computed
 * @param endsAt when it ends, in milliseconds since the epoch: the near cache does not know an entry's time to live
 */
record CacheEntry(byte[] value, Map<String, Long> generations, long endsAt) {
    CacheEntry {
        generations = Map.copyOf(generations);
    }

    /** Returns the memory it takes, roughly, in bytes. */
    int size() {
        return 200
                + value.length
                + generations.keySet().stream()
                        .mapToInt(name -> 100 + name.length())
                        .sum();
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<CacheEntry> {
        @Override
        protected void write(PofWriter out, CacheEntry entry) throws IOException {
            out.writeByteArray(1, entry.value);
            out.writeMap(2, entry.generations, String.class, Long.class);
            out.writeLong(3, entry.endsAt);
        }

        @Override
        protected CacheEntry read(PofReader in) throws IOException {
            return new CacheEntry(in.readByteArray(1), in.readMap(2, new HashMap<String, Long>()), in.readLong(3));
        }
    }
}
