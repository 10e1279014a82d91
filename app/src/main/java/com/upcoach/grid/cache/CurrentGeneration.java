package com.upcoach.grid.cache;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Returns the generation of a name; a name that has none begins at a number that no older entry carries. */
record CurrentGeneration() implements InvocableMap.EntryProcessor<String, Long, Long> {
    @Override
    public Long process(InvocableMap.Entry<String, Long> entry) {
        Long current = entry.getValue();
        return current == null ? begin(entry) : current;
    }

    /** Random over all 64 bits: a generation that was evicted or lost is not met again. */
    static Long begin(InvocableMap.Entry<String, Long> entry) {
        Long first = ThreadLocalRandom.current().nextLong();
        entry.setValue(first, false);
        return first;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<CurrentGeneration> {
        @Override
        protected void write(PofWriter out, CurrentGeneration processor) {}

        @Override
        protected CurrentGeneration read(PofReader in) {
            return new CurrentGeneration();
        }
    }
}
