package com.upcoach.load.gate;

import com.upcoach.load.Arguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares runs of one plan without caches and with them, made in turns: prints each, and by how much the mean time of
 * an answer became less, pair by pair. Ends with 1 when the median of that is less than asked or a run was no good,
 * with 2 when there was nothing to compare.
 */
public final class Comparison {
    private static final Set<String> OPTIONS = Set.of("off", "on", "least");

    /** In percent: more than one in a hundred failed answers is another service, and no faster one. */
    private static final double FAILED_MOST = 1;

    private final List<Run> off;
    private final List<Run> on;

    private Comparison(List<Run> off, List<Run> on) {
        if (off.size() != on.size()) {
            throw new IllegalArgumentException("each run without caches needs one with them");
        }
        this.off = off;
        this.on = on;
    }

    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    /** Runs the comparison; returns the exit code. */
    static int run(List<String> args) {
        try {
            Arguments arguments = Arguments.of(args, OPTIONS);
            Comparison comparison = new Comparison(runs(arguments.required("off")), runs(arguments.required("on")));
            int least = arguments.number("least", 0);
            System.out.print(comparison.text(least));
            return comparison.isGood() && comparison.reduction() >= least ? 0 : 1;
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("comparison: " + e);
            return 2;
        }
    }

    private static List<Run> runs(String directories) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (String directory : directories.split(",", -1)) {
            runs.add(Run.of(Path.of(directory)));
        }
        return runs;
    }

    private boolean isGood() {
        return IntStream.range(0, off.size()).allMatch(i -> isGood(off.get(i)) && isGood(on.get(i)));
    }

    private static boolean isGood(Run run) {
        return run.results().judged().count() > 0
                && 100 * run.results().judged().failedShare() <= FAILED_MOST;
    }

    /** By how many percent of the mean time without caches that with them is less, from the least to the most. */
    private List<Double> reductions() {
        return IntStream.range(0, off.size())
                .mapToObj(i -> 100 * (1 - on.get(i).meanMillis() / off.get(i).meanMillis()))
                .sorted()
                .toList();
    }

    private double reduction() {
        List<Double> all = reductions();
        int half = all.size() / 2;
        return all.size() % 2 == 1 ? all.get(half) : (all.get(half - 1) + all.get(half)) / 2;
    }

    private String text(int least) {
        StringBuilder text = new StringBuilder();
        text.append("%n%-8s %9s %7s %6s %6s %7s %9s %12s %12s%n"
                .formatted(
                        "caches",
                        "samples",
                        "failed",
                        "mean",
                        "p95",
                        "good/s",
                        "database",
                        "statements",
                        "from memory"));
        for (int i = 0; i < off.size(); i++) {
            text.append(line("off", off.get(i))).append(line("on", on.get(i)));
        }
        List<Double> all = reductions();
        text.append(String.format(
                Locale.ROOT,
                "%nmean time: %.0f %% less with caches (%.0f to %.0f), asked: %d; times in ms, of the database and its"
                        + " statements for a request%n",
                reduction(),
                all.getFirst(),
                all.getLast(),
                least));
        return text.toString();
    }

    private static String line(String caches, Run run) {
        Tally judged = run.results().judged();
        return String.format(
                Locale.ROOT,
                "%-8s %9d %7d %6.1f %6d %7.1f %9.2f %12.2f %10.1f %%%n",
                caches,
                judged.count(),
                judged.failed(),
                run.meanMillis(),
                judged.times().percentile(0.95),
                run.results().throughput(),
                run.databaseMillis(),
                run.statementsPerRequest(),
                100 * run.caches().all().ratio().orElse(0));
    }
}
