package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.BackingMapContext;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops rows of one person and their head from memory, so that the next read loads what PostgreSQL holds. Run on the
 * head after a write whose outcome is unknown, or that was fenced because the grid had fallen behind.
 */
record ForgetRows(List<RowKey> keys) implements InvocableMap.EntryProcessor<RowKey, Row, Boolean> {
    ForgetRows {
        keys = List.copyOf(keys);
    }

    @Override
    public Boolean process(InvocableMap.Entry<RowKey, Row> entry) {
        BackingMapContext rows = entry.asBinaryEntry().getBackingMapContext();
        for (RowKey key : keys) {
            CommitWrite.enlist(rows, key).remove(true);
        }
        entry.remove(true);
        return true;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ForgetRows> {
        @Override
        protected void write(PofWriter out, ForgetRows processor) throws IOException {
            out.writeCollection(1, processor.keys);
        }

        @Override
        protected ForgetRows read(PofReader in) throws IOException {
            return new ForgetRows(in.readCollection(1, new ArrayList<RowKey>()));
        }
    }
}
