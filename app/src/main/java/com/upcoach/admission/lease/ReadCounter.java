package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a counter for an operator: how many permits are out and how long the window lasts; null when none are. */
record ReadCounter(SubjectId id) implements InvocableMap.EntryProcessor<BucketKey, Bucket, @Nullable Grant> {
    @Override
    public @Nullable Grant process(InvocableMap.Entry<BucketKey, Bucket> entry) {
        long now = AdmitRequests.now(entry.asBinaryEntry());
        Counter counter = entry.isPresent() ? entry.getValue().find(id) : null;
        if (counter == null || !counter.isLive(now)) {
            return null;
        }
        return new Grant(
                counter.windowEnd(),
                counter.windowEnd() - now,
                counter.out(),
                0,
                counter.told(),
                false,
                counter.holdings().stream().map(Holding::holder).toList());
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<ReadCounter> {
        @Override
        protected void write(PofWriter out, ReadCounter processor) throws IOException {
            processor.id.write(out, 1);
        }

        @Override
        protected ReadCounter read(PofReader in) throws IOException {
            return new ReadCounter(SubjectId.read(in, 1));
        }
    }
}
