package com.upcoach.grid.view;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import com.upcoach.grid.peer.PeerCall;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has another member drop the views of a person from its near cache. */
final class DropViews extends PeerCall<ViewDisposal> {
    private static final long serialVersionUID = 1;

    private final UUID user;

    DropViews(UUID user) {
        super(ViewDisposal.class);
        this.user = user;
    }

    @Override
    protected @Nullable Object run(ViewDisposal disposal) {
        disposal.dropHere(user);
        return null;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<DropViews> {
        @Override
        protected void write(PofWriter out, DropViews call) throws IOException {
            writeId(out, 1, call.user);
        }

        @Override
        protected DropViews read(PofReader in) throws IOException {
            return new DropViews(readId(in, 1));
        }
    }
}
