package com.upcoach.grid.idempotency;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.UUID;

/** Gives up a claim, so that the next request with its key finds the kept answer, or runs when there is none. */
record ReleaseRequest(UUID id) implements InvocableMap.EntryProcessor<IdempotencyKey, Claim, Boolean> {
    @Override
    public Boolean process(InvocableMap.Entry<IdempotencyKey, Claim> entry) {
        boolean ours = entry.isPresent()
                && entry.getValue() instanceof Claim.Running running
                && running.id().equals(id);
        if (ours) {
            entry.remove(true);
        }
        return ours;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ReleaseRequest> {
        @Override
        protected void write(PofWriter out, ReleaseRequest processor) throws IOException {
            writeId(out, 1, processor.id);
        }

        @Override
        protected ReleaseRequest read(PofReader in) throws IOException {
            return new ReleaseRequest(readId(in, 1));
        }
    }
}
