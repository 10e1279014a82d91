package com.upcoach.session.live;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.cache.KeyAssociation;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.UUID;

/** The key of a session in the grid, on the partition of its person. */
record SessionKey(UUID user, UUID session) implements KeyAssociation<UUID> {
    @Override
    public UUID getAssociatedKey() {
        return user;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<SessionKey> {
        @Override
        protected void write(PofWriter out, SessionKey key) throws IOException {
            writeId(out, 1, key.user);
            writeId(out, 3, key.session);
        }

        @Override
        protected SessionKey read(PofReader in) throws IOException {
            return new SessionKey(readId(in, 1), readId(in, 3));
        }
    }
}
