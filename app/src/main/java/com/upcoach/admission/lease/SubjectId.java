package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.admission.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A subject as the grid knows it: 128 bits of a digest, so that no personal data lies there. */
record SubjectId(long high, long low) {
    static SubjectId of(Subject subject) {
        ByteBuffer digest = ByteBuffer.wrap(subject.digest());
        return new SubjectId(digest.getLong(), digest.getLong());
    }

    /** Writes the id as two properties from {@code index} on. */
    void write(PofWriter out, int index) throws IOException {
        out.writeLong(index, high);
        out.writeLong(index + 1, low);
    }

    /** Reads what {@link #write} wrote. */
    static SubjectId read(PofReader in, int index) throws IOException {
        return new SubjectId(in.readLong(index), in.readLong(index + 1));
    }
}
