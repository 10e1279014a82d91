package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The head of a person's rows: the data version that every write raises and every read is checked against. On its way
 * to the store it also carries the write that raised it; what lies in the grid afterwards does not.
 *
 * @param versions how new the rows are
 * @param pending the write under way, null once it is committed
 */
record Head(Versions versions, @Nullable Write pending) implements Row {
    /** Returns the head as PostgreSQL has it, which knows no more than the data version. */
    static Head settled(long dataVersion) {
        return new Head(Versions.all(dataVersion), null);
    }

    /** Number of changes made to the person's rows so far. */
    long dataVersion() {
        return versions.data();
    }

    /** Returns what is there once the write is committed: the head, or after the last write none. */
    Row settled() {
        return pending != null && pending.stage() == Write.Stage.LAST
                ? new Row.Absent(dataVersion())
                : new Head(versions, null);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Head> {
        @Override
        protected void write(PofWriter out, Head head) throws IOException {
            out.writeLong(1, head.dataVersion());
            out.writeObject(2, head.pending);
            out.writeIntArray(3, head.versions.ages());
        }

        @Override
        protected Head read(PofReader in) throws IOException {
            long dataVersion = in.readLong(1);
            Write pending = in.readObject(2);
            int @Nullable [] ages = in.readIntArray(3);
            return new Head(ages == null ? Versions.all(dataVersion) : new Versions(dataVersion, ages), pending);
        }
    }
}
