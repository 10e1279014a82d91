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
 * @param dataVersion number of changes made to the person's rows so far
 * @param pending the write under way, null once it is committed
 */
record Head(long dataVersion, @Nullable Write pending) implements Row {
    /** Returns what is there once the write is committed: the head, or after the last write none. */
    Row settled() {
        return pending != null && pending.stage() == Write.Stage.LAST
                ? new Row.Absent(dataVersion)
                : new Head(dataVersion, null);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Head> {
        @Override
        protected void write(PofWriter out, Head head) throws IOException {
            out.writeLong(1, head.dataVersion);
            out.writeObject(2, head.pending);
        }

        @Override
        protected Head read(PofReader in) throws IOException {
            return new Head(in.readLong(1), in.readObject(2));
        }
    }
}
