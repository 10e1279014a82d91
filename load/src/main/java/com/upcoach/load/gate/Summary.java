package com.upcoach.load.gate;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the gate prints: a table of samplers, and one of what was asked, seen and found. */
record Summary(String title, Rules rules, Results results, CacheUse caches, List<Verdict> verdicts) {
    Summary {
        verdicts = List.copyOf(verdicts);
    }

    String text() {
        Formatter text = new Formatter(Locale.ROOT);
        text.format("%n%s%n%n", title);
        text.format(
                "%-34s %9s %8s %6s %6s %6s %7s   ms%n", "sampler", "samples", "failed", "p50", "p95", "p99", "longest");
        results.labels().forEach((label, tally) -> sampler(text, label, tally));
        sampler(text, "all", results.judged());
        caches.maps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(map -> cache(text, map.getKey(), map.getValue()));
        text.format("%n");
        text.format("%-24s %14s %14s   %s%n", "", "asked", "seen", "verdict");
        for (Verdict verdict : verdicts) {
            text.format(
                    "%-24s %14s %14s   %s%n",
                    verdict.what(), verdict.asked(), verdict.seen(), verdict.passed() ? "pass" : "FAIL");
        }
        return text.format("%s%n", note()).toString();
    }

    /** Returns what has to be known to read the figures. */
    String note() {
        String judged = "Judged: %d s, after the first %d s.".formatted(results.judgedSeconds(), results.skipped());
        return judged
                + (rules.openModel()
                        ? " Open model: visits begin whether or not others were answered."
                        : " Closed model: users wait for answers, so slow ones are asked for less and percentiles flatter.");
    }

    private static void sampler(Formatter text, String label, Tally tally) {
        Times times = tally.times();
        text.format(
                "%-34s %9d %8d %6d %6d %6d %7d%n",
                label,
                tally.count(),
                tally.failed(),
                times.percentile(0.5),
                times.percentile(0.95),
                times.percentile(0.99),
                times.longest());
    }

    private static void cache(Formatter text, String map, CacheUse.Use use) {
        if (use.ratio().isPresent()) {
            text.format(
                    "map %-16s %10.0f look-ups, %5.1f %% near, %5.1f %% from memory%n",
                    map,
                    use.lookups(),
                    100 * use.nearRatio().orElse(0),
                    100 * use.ratio().orElse(0));
        }
    }
}
