package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Subject;
import com.upcoach.grid.PofFormat;
import com.upcoach.grid.peer.PeerCall;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a member that holds permits of a subject is told or asked by another. */
public final class HolderCall extends PeerCall<Limiter> {
    private static final long serialVersionUID = 1;

    /** What is said. */
    enum Kind {
        /** Give back what is not needed; the result is whether that is done. */
        GIVE_BACK,
        /** Others hold permits, too, and so many are out. */
        HEAR,
        /** Forget all about the subject. */
        FORGET
    }

    private final Kind kind;
    private final transient Subject subject;
    private final long windowEnd;
    private final int out;

    private HolderCall(Kind kind, Subject subject, long windowEnd, int out) {
        super(Limiter.class);
        this.kind = kind;
        this.subject = subject;
        this.windowEnd = windowEnd;
        this.out = out;
    }

    static HolderCall giveBack(Subject subject) {
        return new HolderCall(Kind.GIVE_BACK, subject, 0, 0);
    }

    static HolderCall hear(Subject subject, long windowEnd, int out) {
        return new HolderCall(Kind.HEAR, subject, windowEnd, out);
    }

    static HolderCall forget(Subject subject) {
        return new HolderCall(Kind.FORGET, subject, 0, 0);
    }

    @Override
    protected @Nullable Object run(Limiter limiter) {
        return switch (kind) {
            case GIVE_BACK -> limiter.giveBack(subject);
            case HEAR -> {
                limiter.hear(subject, windowEnd, out);
                yield null;
            }
            case FORGET -> {
                limiter.forget(subject);
                yield null;
            }
        };
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<HolderCall> {
        @Override
        protected void write(PofWriter out, HolderCall call) throws IOException {
            out.writeString(1, call.kind.name());
            out.writeString(2, call.subject.policy().name());
            out.writeString(3, call.subject.kind().name());
            out.writeString(4, call.subject.id());
            out.writeLong(5, call.windowEnd);
            out.writeInt(6, call.out);
        }

        @Override
        protected HolderCall read(PofReader in) throws IOException {
            return new HolderCall(
                    Kind.valueOf(in.readString(1)),
                    new Subject(
                            Policy.valueOf(in.readString(2)), Subject.Kind.valueOf(in.readString(3)), in.readString(4)),
                    in.readLong(5),
                    in.readInt(6));
        }
    }
}
