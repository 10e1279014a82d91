package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The counters of some subjects. */
record Bucket(List<Counter> counters) {
    static final Bucket EMPTY = new Bucket(List.of());

    Bucket {
        counters = List.copyOf(counters);
    }

    @Nullable
    Counter find(SubjectId id) {
        return counters.stream()
                .filter(counter -> counter.id().equals(id))
                .findAny()
                .orElse(null);
    }

    /** Returns the bucket without a subject's counter and without those whose window has ended. */
    Bucket without(SubjectId id, long now) {
        return new Bucket(counters.stream()
                .filter(counter -> counter.isLive(now) && !counter.id().equals(id))
                .toList());
    }

    /** Returns the bucket with a counter in place of its former self, without those whose window has ended. */
    Bucket with(Counter counter, long now) {
        List<Counter> all = new ArrayList<>(without(counter.id(), now).counters);
        all.add(counter);
        return new Bucket(all);
    }

    /** Returns when the last window ends; 0 when there is none. */
    long end() {
        return counters.stream().mapToLong(Counter::windowEnd).max().orElse(0);
    }

    /** The wire format: everything in one array of packed integers, as an object each would double the size. */
    public static final class Pof extends PofFormat<Bucket> {
        private static final int HEAD = 5;
        private static final int HOLDING = 5;

        @Override
        protected void write(PofWriter out, Bucket bucket) throws IOException {
            out.writeLongArray(
                    1, bucket.counters.stream().flatMapToLong(Pof::packed).toArray());
        }

        private static LongStream packed(Counter counter) {
            LongStream head = LongStream.of(
                    counter.id().high(),
                    counter.id().low(),
                    counter.windowEnd(),
                    counter.told(),
                    counter.holdings().size());
            LongStream holdings = counter.holdings().stream()
                    .flatMapToLong(holding -> LongStream.of(
                            holding.holder(),
                            holding.sequence(),
                            holding.spent(),
                            holding.granted(),
                            holding.open() ? 1 : 0));
            return LongStream.concat(head, holdings);
        }

        @Override
        protected Bucket read(PofReader in) throws IOException {
            long[] packed = in.readLongArray(1);
            List<Counter> counters = new ArrayList<>();
            int at = 0;
            while (at < packed.length) {
                SubjectId id = new SubjectId(packed[at], packed[at + 1]);
                long windowEnd = packed[at + 2];
                int told = (int) packed[at + 3];
                List<Holding> holdings = new ArrayList<>();
                int end = at + HEAD + HOLDING * (int) packed[at + 4];
                for (at += HEAD; at < end; at += HOLDING) {
                    holdings.add(new Holding(
                            packed[at],
                            packed[at + 1],
                            (int) packed[at + 2],
                            (int) packed[at + 3],
                            packed[at + 4] == 1));
                }
                counters.add(new Counter(id, windowEnd, told, holdings));
            }
            return new Bucket(counters);
        }
    }
}
