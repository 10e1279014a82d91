package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;

/** What became of a write. A write that could not be carried out at all is an exception instead. */
public sealed interface Commit {
    /**
     * Every change is in PostgreSQL and in the grid.
     *
     * @param dataVersion of the person's rows now
     */
    record Done(long dataVersion) implements Commit {}

    /**
     * Nothing was changed: a row did not have the version that was expected, or the person does not exist any more.
     *
     * @param key the first such row; the head when there is no person
     * @param current the row as it is
     */
    record Stale(RowKey key, Row current) implements Commit {}

    /** The wire format of {@link Done}. */
    final class DonePof extends PofFormat<Done> {
        @Override
        protected void write(PofWriter out, Done done) throws IOException {
            out.writeLong(1, done.dataVersion());
        }

        @Override
        protected Done read(PofReader in) throws IOException {
            return new Done(in.readLong(1));
        }
    }

    /** The wire format of {@link Stale}. */
    final class StalePof extends PofFormat<Stale> {
        @Override
        protected void write(PofWriter out, Stale stale) throws IOException {
            out.writeObject(1, stale.key());
            out.writeObject(2, stale.current());
        }

        @Override
        protected Stale read(PofReader in) throws IOException {
            return new Stale(in.readObject(1), in.readObject(2));
        }
    }
}
