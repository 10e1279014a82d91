import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What an open model saw.
 *
 * @param rate that was asked for, requests a second
 * @param time for which it was
 * @param answers to all requests
 * @param probes of /health beside them
 */
record Seen(double rate, Duration time, List<Answer> answers, List<Answer> probes) {
    private static final Duration GOOD = Duration.ofMillis(500);

    /**
     * One answer.
     *
     * @param second in which it was to be asked for, from the first
     * @param status 0 when there was none
     * @param nanos since it was to be asked for
     */
    record Answer(int second, int status, long nanos, boolean write) {}

    void print(String name, double peak) {
        double seconds = time.toMillis() / 1e3;
        long good = of(200).filter(answer -> answer.nanos <= GOOD.toNanos()).count();
        System.out.printf(
                Locale.ROOT,
                "%s, %.0f a second: goodput %.0f a second, %.2f of the most%n",
                name,
                rate,
                good / seconds,
                good / seconds / peak);
        System.out.printf(
                Locale.ROOT,
                "  2xx %d (%d writes), %s; 503 %d, %s; others %d; no answer %d%n",
                of(200).count(),
                of(200).filter(Answer::write).count(),
                spread(times(200)),
                of(503).count(),
                spread(times(503)),
                answers.size() - of(200).count() - of(503).count() - of(0).count(),
                of(0).count());
        System.out.printf(
                "  /health asked %d times, %d refused, %s%n",
                probes.size(),
                probes.stream().filter(answer -> answer.status != 200).count(),
                spread(probes.stream().mapToLong(Answer::nanos).sorted().toArray()));
    }

    /** What became of those who came in each second: a rush is another thing at first than when it lasts. */
    void printSeconds() {
        for (int second = 0; second < time.toSeconds(); second++) {
            int at = second;
            Seen seen = new Seen(
                    rate,
                    Duration.ofSeconds(1),
                    answers.stream().filter(answer -> answer.second == at).toList(),
                    List.of());
            System.out.printf(
                    "  second %d: 2xx %d, %s; 503 %d, %s; no answer %d%n",
                    second + 1,
                    seen.of(200).count(),
                    spread(seen.times(200)),
                    seen.of(503).count(),
                    spread(seen.times(503)),
                    seen.of(0).count());
        }
    }

    private Stream<Answer> of(int status) {
        return answers.stream()
                .filter(answer -> status == 200 ? answer.status / 100 == 2 : answer.status == status);
    }

    private long[] times(int status) {
        return of(status).mapToLong(Answer::nanos).sorted().toArray();
    }

    private static String spread(long[] nanos) {
        return nanos.length == 0
                ? "-"
                : String.format(Locale.ROOT, "p50 %.0f p99 %.0f ms", at(nanos, 0.5), at(nanos, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1] / 1e6;
    }
}
