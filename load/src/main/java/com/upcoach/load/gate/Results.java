package com.upcoach.load.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All samples of a run: by second of their sending, from the first one on, and by label. What came in the first seconds
 * is drawn, but not judged. For one thread.
 */
final class Results {
    private final int skipped;
    private final SortedMap<Long, Tally> seconds = new TreeMap<>();
    private final SortedMap<String, Tally> labels = new TreeMap<>();
    private final Tally judged = new Tally();

    /**
     * Creates results without samples.
     *
     * @param skipped seconds at the beginning that are not judged
     */
    Results(int skipped) {
        this.skipped = skipped;
    }

    /** Reads a file twice: JMeter writes a sample when it has ended, so the first line need not be the first sample. */
    static Results of(Path file, int skipped) throws IOException {
        long[] first = {Long.MAX_VALUE};
        ResultFile.read(file, sample -> first[0] = Math.min(first[0], sample.start()));
        Results results = new Results(skipped);
        ResultFile.read(file, sample -> results.add(sample, first[0]));
        return results;
    }

    void add(Sample sample, long first) {
        long second = (sample.start() - first) / 1_000;
        seconds.computeIfAbsent(second, any -> new Tally()).add(sample);
        if (second >= skipped) {
            judged.add(sample);
            labels.computeIfAbsent(sample.label(), any -> new Tally()).add(sample);
        }
    }

    /** Returns what is judged. */
    Tally judged() {
        return judged;
    }

    /** Returns what is judged, by label. */
    Map<String, Tally> labels() {
        return labels;
    }

    /** Returns how long the judged part was, in whole seconds, the last one included. */
    long judgedSeconds() {
        return seconds.isEmpty() ? 0 : Math.max(0, seconds.lastKey() + 1 - skipped);
    }

    /** Returns good answers a second. */
    double throughput() {
        return judgedSeconds() == 0 ? 0 : (judged.count() - judged.failed()) / (double) judgedSeconds();
    }

    int skipped() {
        return skipped;
    }

    /**
     * A stretch of the run.
     *
     * @param from seconds since the first sample
     * @param length in seconds
     */
    record Stretch(long from, int length, Tally tally) {
        double middle() {
            return from + length / 2.0;
        }
    }

    /** Returns the run in stretches of equal length, at most so many; those without samples too. */
    List<Stretch> stretches(int most) {
        List<Stretch> stretches = new ArrayList<>();
        if (!seconds.isEmpty()) {
            long all = seconds.lastKey() + 1;
            int length = (int) Math.max(1, (all + most - 1) / most);
            for (long from = 0; from < all; from += length) {
                Tally tally = new Tally();
                seconds.subMap(from, from + length).values().forEach(tally::add);
                stretches.add(new Stretch(from, length, tally));
            }
        }
        return stretches;
    }
}
