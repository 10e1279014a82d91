package com.upcoach.admission.lease;

import com.upcoach.admission.Subject;
import java.nio.ByteBuffer;

/** A subject as the grid knows it: 128 bits of a digest, so that no personal data lies there. */
record SubjectId(long high, long low) {
    static SubjectId of(Subject subject) {
        ByteBuffer digest = ByteBuffer.wrap(subject.digest());
        return new SubjectId(digest.getLong(), digest.getLong());
    }
}
