package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.cache.KeyAssociation;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.UUID;

/**
 * The key of one row of a person. All rows of a person are associated with the person's id and so lie on one
 * partition, at one member: their owner.
 *
 * @param user whose row it is
 * @param kind what it is a row of, such as {@code goal}
 * @param id the row's id, unique for the person and kind
 */
public record RowKey(UUID user, String kind, UUID id) implements KeyAssociation<UUID> {
    private static final String HEAD = "head";
    private static final String WRITE = "write";

    /** Returns the key of the {@link Head} of a person's rows. */
    static RowKey head(UUID user) {
        return new RowKey(user, HEAD, user);
    }

    /** Returns the key of what became of a write: the head that it made, or that it is not in force. */
    static RowKey write(UUID user, UUID write) {
        return new RowKey(user, WRITE, write);
    }

    boolean isWrite() {
        return kind.equals(WRITE);
    }

    boolean isHead() {
        return kind.equals(HEAD);
    }

    @Override
    public UUID getAssociatedKey() {
        return user;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<RowKey> {
        @Override
        protected void write(PofWriter out, RowKey key) throws IOException {
            writeId(out, 1, key.user);
            out.writeString(3, key.kind);
            writeId(out, 4, key.id);
        }

        @Override
        protected RowKey read(PofReader in) throws IOException {
            return new RowKey(readId(in, 1), in.readString(3), readId(in, 4));
        }
    }
}
