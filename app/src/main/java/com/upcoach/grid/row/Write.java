package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a write beside the rows it changes.
 *
 * @param id names the write, so that one that is sent again is recognised and not made twice
 * @param at when it was made
 * @param kept the answer to keep for retries, null when the request brought no Idempotency-Key
 * @param cap what it must not exceed, null for nothing
 */
public record Write(
        UUID id,
        Instant at,
        @Nullable KeptAnswer kept,
        @Nullable Cap cap) {
    /** Returns a write with an id of its own. */
    public static Write at(Instant at, @Nullable KeptAnswer kept) {
        return new Write(UUID.randomUUID(), at, kept, null);
    }

    /** Returns the same write, to be refused when it exceeds a cap. */
    public Write within(@Nullable Cap limit) {
        return new Write(id, at, kept, limit);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Write> {
        @Override
        protected void write(PofWriter out, Write write) throws IOException {
            writeId(out, 1, write.id);
            writeInstant(out, 3, write.at);
            out.writeObject(4, write.kept);
            out.writeString(5, write.cap == null ? null : write.cap.kind());
            out.writeInt(6, write.cap == null ? 0 : write.cap.most());
        }

        @Override
        protected Write read(PofReader in) throws IOException {
            return new Write(readId(in, 1), readInstant(in, 3), in.readObject(4), readCap(in));
        }

        private static @Nullable Cap readCap(PofReader in) throws IOException {
            String kind = in.readString(5);
            int most = in.readInt(6);
            return kind == null ? null : new Cap(kind, most);
        }
    }
}
