package com.upcoach.trial;

import com.upcoach.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one subject saw of its windows, asking again and again as fast as it is answered.
 *
 * @param early windows that opened before the one before them was over
 * @param wrong windows that admitted other than their quota
 * @param risen answers that told a higher Remaining than one before in the same window
 * @param answers of all windows
 * @param lateMillis how long after each window's end a request was sent that was still refused
 */
record WindowWatch(long early, long wrong, long risen, long answers, List<Long> lateMillis) {
    /** Watches windows, one request after the other. */
    static WindowWatch of(int quota, Duration length, int windows, Supplier<HttpResponse<String>> request) {
        Watcher watcher = new Watcher(quota, length);
        while (watcher.late.size() < windows) {
            long sent = System.nanoTime();
            HttpResponse<String> answer = request.get();
            watcher.see(answer, sent, System.nanoTime());
        }
        return new WindowWatch(watcher.early, watcher.wrong, watcher.risen, watcher.answers, List.copyOf(watcher.late));
    }

    /** For one thread. */
    private static final class Watcher {
        private final int quota;
        private final Duration length;
        private final List<Long> late = new ArrayList<>();
        private long early;
        private long wrong;
        private long risen;
        private long answers;
        private int admitted;
        private int remaining = Integer.MAX_VALUE;
        private boolean exhausted = true;
        private long firstSent;
        private long firstAnswered;
        private long lastRefused;

        Watcher(int quota, Duration length) {
            this.quota = quota;
            this.length = length;
        }

        void see(HttpResponse<String> answer, long sent, long answered) {
            answers++;
            if (answer.statusCode() == 503) {
                // It may have been counted or not.
                firstSent = 0;
                exhausted = false;
                return;
            }
            if (firstSent != 0 && !exhausted && answered - firstSent >= length.toNanos()) {
                // Too slow to see the end of the window: this answer may be of the next one.
                firstSent = 0;
            }
            boolean refused = answer.statusCode() == 429;
            int told = Integer.parseInt(Client.header(answer, "RateLimit-Remaining"));
            if (!refused && exhausted) {
                open(sent, answered);
            } else if (firstSent != 0 && told > remaining) {
                risen++;
            }
            if (refused) {
                lastRefused = sent;
            }
            remaining = told;
            admitted += refused ? 0 : 1;
            exhausted = refused;
        }

        /** The window before began when its first request was at the counter: between its sending and its answer. */
        private void open(long sent, long answered) {
            if (firstSent != 0) {
                wrong += admitted == quota ? 0 : 1;
                early += answered - firstSent < length.toNanos() ? 1 : 0;
                late.add(Math.max(0, (lastRefused - firstAnswered - length.toNanos()) / 1_000_000));
            }
            firstSent = sent;
            firstAnswered = answered;
            admitted = 0;
        }
    }
}
