package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;

/** Forgets a counter: the subject's next request begins a new window. Its result is whether there was one. */
record ResetCounter(SubjectId id) implements InvocableMap.EntryProcessor<BucketKey, Bucket, Boolean> {
    @Override
    public Boolean process(InvocableMap.Entry<BucketKey, Bucket> entry) {
        if (!entry.isPresent() || entry.getValue().find(id) == null) {
            return false;
        }
        long now = AdmitRequests.now(entry.asBinaryEntry());
        AdmitRequests.keep(entry.asBinaryEntry(), entry.getValue().without(id, now), now);
        return true;
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ResetCounter> {
        @Override
        protected void write(PofWriter out, ResetCounter processor) throws IOException {
            processor.id.write(out, 1);
        }

        @Override
        protected ResetCounter read(PofReader in) throws IOException {
            return new ResetCounter(SubjectId.read(in, 1));
        }
    }
}
