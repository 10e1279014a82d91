package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;

/** What the grid holds for a {@link RowKey}: the row, the knowledge that there is none, or the head of all of them. */
public sealed interface Row permits Row.Present, Row.Absent, Head {
    /**
     * A row that exists.
     *
     * @param version of the row, from 1
     * @param value the feature's immutable record
     */
    record Present(long version, Object value) implements Row {}

    /**
     * There is no such row.
     *
     * @param lastVersion the version that its deletion made; 0 when it never existed
     */
    record Absent(long lastVersion) implements Row {}

    /** The wire format of {@link Present}. */
    final class PresentPof extends PofFormat<Present> {
        @Override
        protected void write(PofWriter out, Present row) throws IOException {
            out.writeLong(1, row.version());
            out.writeObject(2, row.value());
        }

        @Override
        protected Present read(PofReader in) throws IOException {
            return new Present(in.readLong(1), in.readObject(2));
        }
    }

    /** The wire format of {@link Absent}. */
    final class AbsentPof extends PofFormat<Absent> {
        @Override
        protected void write(PofWriter out, Absent row) throws IOException {
            out.writeLong(1, row.lastVersion());
        }

        @Override
        protected Absent read(PofReader in) throws IOException {
            return new Absent(in.readLong(1));
        }
    }
}
