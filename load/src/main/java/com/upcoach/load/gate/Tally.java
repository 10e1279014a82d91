package com.upcoach.load.gate;

import java.util.Map;
import java.util.TreeMap;

/** What samples came to: their times, whatever the answer, and how many failed. For one thread. */
final class Tally {
    private final Times times = new Times();
    private final Map<String, Long> codes = new TreeMap<>();
    private long failed;

    void add(Sample sample) {
        times.add(sample.millis());
        codes.merge(sample.code(), 1L, Long::sum);
        failed += sample.good() ? 0 : 1;
    }

    void add(Tally other) {
        times.add(other.times);
        other.codes.forEach((code, count) -> codes.merge(code, count, Long::sum));
        failed += other.failed;
    }

    Times times() {
        return times;
    }

    long count() {
        return times.count();
    }

    long failed() {
        return failed;
    }

    /** Returns the share that failed, from 0 to 1; all of nothing. */
    double failedShare() {
        return count() == 0 ? 1 : (double) failed / count();
    }

    /** Returns how many there were of a status. */
    long of(String code) {
        return codes.getOrDefault(code, 0L);
    }

    /** Returns how many there were of each status. */
    Map<String, Long> codes() {
        return Map.copyOf(codes);
    }
}
