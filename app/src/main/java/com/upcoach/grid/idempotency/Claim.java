package com.upcoach.grid.idempotency;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import com.upcoach.grid.row.KeptAnswer;
import java.io.IOException;
import java.util.UUID;

/** What is known of a request that brought an Idempotency-Key. */
public sealed interface Claim {
    /**
     * The request is new, and the caller now runs it.
     *
     * @param id names the claim, to release it
     */
    record Fresh(UUID id) implements Claim {}

    /**
     * The request runs, here or on another member.
     *
     * @param id names the claim
     */
    record Running(UUID id) implements Claim {}

    /**
     * The request was answered.
     *
     * @param kept the first answer
     */
    record Answered(KeptAnswer kept) implements Claim {}

    /** The wire format of {@link Fresh}. */
    final class FreshPof extends PofFormat<Fresh> {
        @Override
        protected void write(PofWriter out, Fresh claim) throws IOException {
            writeId(out, 1, claim.id());
        }

        @Override
        protected Fresh read(PofReader in) throws IOException {
            return new Fresh(readId(in, 1));
        }
    }

    /** The wire format of {@link Running}. */
    final class RunningPof extends PofFormat<Running> {
        @Override
        protected void write(PofWriter out, Running claim) throws IOException {
            writeId(out, 1, claim.id());
        }

        @Override
        protected Running read(PofReader in) throws IOException {
            return new Running(readId(in, 1));
        }
    }

    /** The wire format of {@link Answered}. */
    final class AnsweredPof extends PofFormat<Answered> {
        @Override
        protected void write(PofWriter out, Answered claim) throws IOException {
            out.writeObject(1, claim.kept());
        }

        @Override
        protected Answered read(PofReader in) throws IOException {
            return new Answered(in.readObject(1));
        }
    }
}
