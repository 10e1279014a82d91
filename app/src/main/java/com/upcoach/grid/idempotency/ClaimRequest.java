package com.upcoach.grid.idempotency;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.UUID;

/** Takes an Idempotency-Key for one request, unless another has it or it was answered. */
record ClaimRequest(UUID id) implements InvocableMap.EntryProcessor<IdempotencyKey, Claim, Claim> {
    /**
     * A member that dies with a claim blocks its retry for no longer. A request that takes even longer loses the claim,
     * not its being the only one: that rests on PostgreSQL.
     */
    static final long CLAIM_MILLIS = 5_000;

    @Override
    public Claim process(InvocableMap.Entry<IdempotencyKey, Claim> entry) {
        Claim known = entry.getValue();
        if (known instanceof Claim.Running running && running.id().equals(id)) {
            // Sent again by the grid, after the member that had carried it out died.
            return new Claim.Fresh(id);
        }
        if (known != null) {
            return known;
        }
        entry.setValue(new Claim.Running(id), false);
        entry.asBinaryEntry().expire(CLAIM_MILLIS);
        return new Claim.Fresh(id);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ClaimRequest> {
        @Override
        protected void write(PofWriter out, ClaimRequest processor) throws IOException {
            writeId(out, 1, processor.id);
        }

        @Override
        protected ClaimRequest read(PofReader in) throws IOException {
            return new ClaimRequest(readId(in, 1));
        }
    }
}
