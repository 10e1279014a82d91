package com.upcoach.grid.view;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.cache.KeyAssociation;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a {@link View}: whose, of what, asked how, and at which data version. A write gives new keys to its
 * person's views of what it touched, so a view never has to be invalidated.
 *
 * @param user whose rows it shows
 * @param resource which {@link ViewSource} makes it
 * @param query the request in canonical form, as the source itself wrote it
 * @param dataVersion at which what it shows was changed last; the view is never older, and may be newer
 * @param since the end of the view that this one follows: it shows no time before; null for the first
 */
public record ViewKey(
        UUID user,
        String resource,
        String query,
        long dataVersion,
        @Nullable Instant since) implements KeyAssociation<UUID> {
    /** Returns the key of the view that follows one that is over. */
    ViewKey since(@Nullable Instant end) {
        return new ViewKey(user, resource, query, dataVersion, end);
    }

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
            writeOptionalInstant(out, 6, key.since);
        }

        @Override
        protected ViewKey read(PofReader in) throws IOException {
            return new ViewKey(
                    readId(in, 1), in.readString(3), in.readString(4), in.readLong(5), readOptionalInstant(in, 6));
        }
    }
}
