package com.upcoach.grid;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;

/** Drops an entry from memory, without telling any store. */
public record DropEntry<K, V>() implements InvocableMap.EntryProcessor<K, V, Boolean> {
    @Override
    public Boolean process(InvocableMap.Entry<K, V> entry) {
        entry.remove(true);
        return true;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<DropEntry<?, ?>> {
        @Override
        protected void write(PofWriter out, DropEntry<?, ?> processor) {}

        @Override
        protected DropEntry<?, ?> read(PofReader in) {
            return new DropEntry<>();
        }
    }
}
