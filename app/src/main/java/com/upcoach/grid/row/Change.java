package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One row's part in a write: the version it must have, and what it becomes. It comes into force with version
 * {@code expected + 1}.
 *
 * @param key which row
 * @param expected version the row must have now; 0 for one that never existed
 * @param value the new row, null to delete it
 * @param scope what of the person's rows it touches
 */
public record Change(RowKey key, long expected, @Nullable Object value, Scope scope) {
    public Change {
        if (expected < 0 || (expected == 0 && value == null)) {
            throw new IllegalArgumentException("cannot delete what never existed");
        }
    }

    /** Creates a change that may touch anything. */
    public Change(RowKey key, long expected, @Nullable Object value) {
        this(key, expected, value, Scope.ALL);
    }

    boolean fits(Row current) {
        return switch (current) {
            case Row.Present row -> row.version() == expected;
            case Row.Absent row -> row.lastVersion() == expected && value != null && expected == 0;
            case Head ignored -> false;
        };
    }

    Row outcome() {
        return value == null ? new Row.Absent(expected + 1) : new Row.Present(expected + 1, value);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Change> {
        @Override
        protected void write(PofWriter out, Change change) throws IOException {
            out.writeObject(1, change.key);
            out.writeLong(2, change.expected);
            out.writeObject(3, change.value);
            out.writeLong(4, ~change.scope.bits());
        }

        @Override
        protected Change read(PofReader in) throws IOException {
            // Inverted, so that what an older member sends touches everything: an absent number is 0.
            return new Change(in.readObject(1), in.readLong(2), in.readObject(3), new Scope(~in.readLong(4)));
        }
    }
}
