package com.upcoach.grid.peer;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Tells the others that a member leaves in order: they do not wait for its return. */
public final class Farewell extends PeerCall<Quorum> {
    private static final long serialVersionUID = 1;

    private static final Logger LOG = System.getLogger(Farewell.class.getName());

    private final long member;

    Farewell(long member) {
        super(Quorum.class);
        this.member = member;
    }

    /** Says farewell for this member; whoever does not hear it goes on to count it. */
    public static void say(Peers peers) {
        try {
            peers.query(new Farewell(peers.self()), peers.others());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the others may wait for this member's return", e);
        }
    }

    @Override
    protected @Nullable Object run(Quorum quorum) {
        quorum.farewell(member);
        return null;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Farewell> {
        @Override
        protected void write(PofWriter out, Farewell farewell) throws IOException {
            out.writeLong(1, farewell.member);
        }

        @Override
        protected Farewell read(PofReader in) throws IOException {
            return new Farewell(in.readLong(1));
        }
    }
}
