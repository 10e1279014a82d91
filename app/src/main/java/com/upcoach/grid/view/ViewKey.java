package com.upcoach.grid.view;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.cache.KeyAssociation;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.UUID;

/**
 * The key of a {@link View}: whose, of what, asked how, and at which data version. A write gives its person's views
 * new keys, so a view never has to be invalidated.
 *
 * @param user whose rows it shows
 * @param resource which {@link ViewSource} makes it
 * @param query the request in canonical form, as the source itself wrote it
 * @param dataVersion of the person's rows; the view is never older, and may be newer
 */
public record ViewKey(UUID user, String resource, String query, long dataVersion) implements KeyAssociation<UUID> {
    @Override
    public UUID getAssociatedKey() {
        return user;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ViewKey> {
        @Override
        protected void write(PofWriter out, ViewKey key) throws IOException {
            writeId(out, 1, key.user);
            out.writeString(3, key.resource);
            out.writeString(4, key.query);
            out.writeLong(5, key.dataVersion);
        }

        @Override
        protected ViewKey read(PofReader in) throws IOException {
            return new ViewKey(readId(in, 1), in.readString(3), in.readString(4), in.readLong(5));
        }
    }
}
