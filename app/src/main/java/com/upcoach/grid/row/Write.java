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
 */
public record Write(UUID id, Instant at, @Nullable KeptAnswer kept) {
    /** Returns a write with an id of its own. */
    public static Write at(Instant at, @Nullable KeptAnswer kept) {
        return new Write(UUID.randomUUID(), at, kept);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Write> {
        @Override
        protected void write(PofWriter out, Write write) throws IOException {
            writeId(out, 1, write.id);
            writeInstant(out, 3, write.at);
            out.writeObject(4, write.kept);
        }

        @Override
        protected Write read(PofReader in) throws IOException {
            return new Write(readId(in, 1), readInstant(in, 3), in.readObject(4));
        }
    }
}
