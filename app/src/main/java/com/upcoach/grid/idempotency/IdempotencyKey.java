package com.upcoach.grid.idempotency;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.cache.KeyAssociation;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.UUID;

/** The Idempotency-Key that a person sent. */
record IdempotencyKey(UUID user, String key) implements KeyAssociation<UUID> {
    @Override
    public UUID getAssociatedKey() {
        return user;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<IdempotencyKey> {
        @Override
        protected void write(PofWriter out, IdempotencyKey key) throws IOException {
            writeId(out, 1, key.user);
            out.writeString(3, key.key);
        }

        @Override
        protected IdempotencyKey read(PofReader in) throws IOException {
            return new IdempotencyKey(readId(in, 1), in.readString(3));
        }
    }
}
