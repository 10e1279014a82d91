package com.upcoach.grid.cache;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.filter.EntryFilter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.Map;

/** Selects what names something in its key, or in a tag or prefix that it can be invalidated by. */
record Naming(String text) implements EntryFilter<String, Object> {
    @Override
    public boolean evaluateEntry(Map.Entry<? extends String, ?> entry) {
        return entry.getKey().contains(text) || (entry.getValue() instanceof CacheEntry kept && names(kept));
    }

    private boolean names(CacheEntry kept) {
        return kept.generations().keySet().stream().anyMatch(name -> name.contains(text));
    }

    @Override
    public boolean evaluate(Object value) {
        throw new UnsupportedOperationException("a value does not know its key");
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Naming> {
        @Override
        protected void write(PofWriter out, Naming filter) throws IOException {
            out.writeString(1, filter.text);
        }

        @Override
        protected Naming read(PofReader in) throws IOException {
            return new Naming(in.readString(1));
        }
    }
}
