package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.util.BinaryEntry;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries an ask out at the counter's owner. Its result is null when a newer ask of the holder came before. */
record AdmitRequests(SubjectId id, Ask ask) implements InvocableMap.EntryProcessor<BucketKey, Bucket, @Nullable Grant> {
    /** An entry that expired by a clock that is fast would open its windows early; a counter itself knows its end. */
    private static final long CLOCKS_APART_MILLIS = 2_000;

    @Override
    public @Nullable Grant process(InvocableMap.Entry<BucketKey, Bucket> entry) {
        long now = now(entry.asBinaryEntry());
        Bucket bucket = entry.isPresent() ? entry.getValue() : Bucket.EMPTY;
        Counter before = bucket.find(id);
        Optional<Counter.Outcome> outcome = Counter.ask(before, id, ask, now);
        if (outcome.isEmpty()) {
            return null;
        }
        Counter after = outcome.get().after();
        if (!after.equals(before) && !after.holdings().isEmpty()) {
            keep(entry.asBinaryEntry(), bucket.with(after, now), now);
        }
        return outcome.get().grant();
    }

    /** The cluster's clock, which members agree on to within some ms, whichever owns the counter. */
    static long now(BinaryEntry<?, ?> entry) {
        return entry.getContext().getCacheService().getCluster().getTimeMillis();
    }

    /** An entry lasts as long as its last window; a plain update would begin its time to live anew. */
    static void keep(BinaryEntry<BucketKey, Bucket> entry, Bucket bucket, long now) {
        if (bucket.counters().isEmpty()) {
            entry.remove(true);
        } else {
            entry.setValue(bucket, false);
            entry.expire(bucket.end() - now + CLOCKS_APART_MILLIS);
        }
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<AdmitRequests> {
        @Override
        protected void write(PofWriter out, AdmitRequests processor) throws IOException {
            Ask ask = processor.ask;
            processor.id.write(out, 1);
            out.writeLong(3, ask.holder());
            out.writeLong(4, ask.sequence());
            out.writeLong(5, ask.windowEnd());
            out.writeInt(6, ask.spent());
            out.writeInt(7, ask.least());
            out.writeInt(8, ask.want());
            out.writeInt(9, ask.permits());
            out.writeLong(10, ask.windowMillis());
            out.writeInt(11, ask.members());
            out.writeLong(12, ask.since());
        }

        @Override
        protected AdmitRequests read(PofReader in) throws IOException {
            SubjectId id = SubjectId.read(in, 1);
            long holder = in.readLong(3);
            long sequence = in.readLong(4);
            long windowEnd = in.readLong(5);
            int spent = in.readInt(6);
            int least = in.readInt(7);
            int want = in.readInt(8);
            int permits = in.readInt(9);
            long windowMillis = in.readLong(10);
            int members = in.readInt(11);
            long since = in.readLong(12);
            return new AdmitRequests(
                    id,
                    new Ask(holder, sequence, since, windowEnd, spent, least, want, permits, windowMillis, members));
        }
    }
}
