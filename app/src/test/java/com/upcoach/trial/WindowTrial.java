package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** L2: watches windows of one second of several subjects at once, and judges them. */
final class WindowTrial {
    /** Half of all windows must be open this long after their end; single ones may be kept back by a busy machine. */
    private static final long LATE_MILLIS = 100;

    private WindowTrial() {}

    /**
     * Runs the trial.
     *
     * @param quota of each subject in a window
     * @param subjects each sends one request of a subject's when it is called
     */
    static void run(String name, int quota, Stream<Supplier<HttpResponse<String>>> subjects) throws Exception {
        Report report = new Report("limit " + name);
        List<WindowWatch> watches = watch(quota, 3 * Report.scale(), subjects.toList());
        List<Long> late = watches.stream()
                .flatMap(watch -> watch.lateMillis().stream())
                .sorted()
                .toList();
        report.bound("windows that opened early", sum(watches, WindowWatch::early), late.size());
        report.bound("windows that admitted other than their quota", sum(watches, WindowWatch::wrong), late.size());
        report.bound(
                "answers whose Remaining rose within a window",
                sum(watches, WindowWatch::risen),
                sum(watches, WindowWatch::answers));
        report.spread("still refused after the end of the window", late, Long::longValue);
        report.write();
        assertThat(watches).allMatch(watch -> watch.early() + watch.wrong() + watch.risen() == 0, "exact");
        assertThat(late.get(late.size() / 2)).as("ms after the end, median").isLessThanOrEqualTo(LATE_MILLIS);
    }

    private static long sum(List<WindowWatch> watches, ToLongFunction<WindowWatch> count) {
        return watches.stream().mapToLong(count).sum();
    }

    private static List<WindowWatch> watch(int quota, int windows, List<Supplier<HttpResponse<String>>> subjects)
            throws Exception {
        List<Future<WindowWatch>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Supplier<HttpResponse<String>> subject : subjects) {
                running.add(threads.submit(() -> WindowWatch.of(quota, Duration.ofSeconds(1), windows, subject)));
            }
        }
        List<WindowWatch> watches = new ArrayList<>();
        for (Future<WindowWatch> each : running) {
            watches.add(each.get());
        }
        return watches;
    }
}
