package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.filter.EntryFilter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Selects the rows of one person, head included. Sent to their partition alone. */
record OfPerson(UUID user) implements EntryFilter<RowKey, Row> {
    @Override
    public boolean evaluateEntry(Map.Entry<? extends RowKey, ? extends Row> entry) {
        return entry.getKey().user().equals(user);
    }

    @Override
    public boolean evaluate(Row row) {
        throw new UnsupportedOperationException("a row does not say whose it is");
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
