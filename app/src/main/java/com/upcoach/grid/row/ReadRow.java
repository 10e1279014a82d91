package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;

/** Reads a row at its owner, after any write of it that is under way; loads it when it is not in memory. */
record ReadRow() implements InvocableMap.EntryProcessor<RowKey, Row, Row> {
    @Override
    public Row process(InvocableMap.Entry<RowKey, Row> entry) {
        return entry.getValue();
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ReadRow> {
        @Override
        protected void write(PofWriter out, ReadRow processor) {}

        @Override
        protected ReadRow read(PofReader in) {
            return new ReadRow();
        }
    }
}
