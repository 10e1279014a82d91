package com.upcoach.load.gate;

import java.util.Arrays;

/**
 * How often each time was measured, in whole milliseconds, as JMeter tells them: so percentiles are exact. For one
 * thread.
 */
final class Times {
    private long[] counts = new long[64];
    private long count;
    private long sum;
    private int longest;

    void add(int millis) {
        if (millis >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(millis + 1, 2 * counts.length));
        }
        counts[millis]++;
        count++;
        sum += millis;
        longest = Math.max(longest, millis);
    }

    void add(Times other) {
        if (other.longest >= counts.length) {
            counts = Arrays.copyOf(counts, other.longest + 1);
        }
        for (int i = 0; i <= other.longest; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sum += other.sum;
        longest = Math.max(longest, other.longest);
    }

    long count() {
        return count;
    }

    int longest() {
        return longest;
    }

    /** Returns the mean; 0 of none. */
    double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }

    /**
     * Returns the least time that at least such a share was within; 0 of none.
     *
     * @param share from 0 to 1
     */
    int percentile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count - 1e-9));
        long seen = 0;
        for (int i = 0; i <= longest; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return i;
            }
        }
        return longest;
    }
}
