package com.upcoach.grid.cache;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;

/** Gives a name its next generation: every entry that carries an older one is invalid from then on. */
record RaiseGeneration() implements InvocableMap.EntryProcessor<String, Long, Long> {
    @Override
    public Long process(InvocableMap.Entry<String, Long> entry) {
        Long current = entry.getValue();
        if (current == null) {
            return CurrentGeneration.begin(entry);
        }
        entry.setValue(current + 1, false);
        return current + 1;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<RaiseGeneration> {
        @Override
        protected void write(PofWriter out, RaiseGeneration processor) {}

        @Override
        protected RaiseGeneration read(PofReader in) {
            return new RaiseGeneration();
        }
    }
}
