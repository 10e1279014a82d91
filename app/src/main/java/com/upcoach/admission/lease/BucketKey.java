package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;

/** Where a subject's counter lies: one of {@value #BUCKETS} buckets. */
record BucketKey(int number) {
    /**
     * An entry of the grid costs some 300 bytes and a counter some 40. In so many buckets ten thousand subjects hardly
     * ever share one, and a million share the cost of an entry.
     */
    static final int BUCKETS = 1 << 16;

    static BucketKey of(SubjectId id) {
        return new BucketKey((int) (id.high() & BUCKETS - 1));
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<BucketKey> {
        @Override
        protected void write(PofWriter out, BucketKey key) throws IOException {
            out.writeInt(1, key.number);
        }

        @Override
        protected BucketKey read(PofReader in) throws IOException {
            return new BucketKey(in.readInt(1));
        }
    }
}
