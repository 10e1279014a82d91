package com.upcoach.session.live;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session lives. That one runs out for want of a refresh is not told here: an access token is good for
 * minutes and only made of a session that has not.
 *
 * @param endedAt when it was ended, null while it lives
 */
record SessionState(@Nullable Instant endedAt) {
    static final SessionState LIVE = new SessionState(null);

    /** Of a session that PostgreSQL does not know (any more). */
    static final SessionState UNKNOWN = new SessionState(Instant.EPOCH);

    boolean lives() {
        return endedAt == null;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<SessionState> {
        @Override
        protected void write(PofWriter out, SessionState state) throws IOException {
            writeOptionalInstant(out, 1, state.endedAt);
        }

        @Override
        protected SessionState read(PofReader in) throws IOException {
            return new SessionState(readOptionalInstant(in, 1));
        }
    }
}
