package com.upcoach.load.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * What a profile asks for, by its {@code gate.} properties.
 *
 * @param skipped seconds at the beginning that are not judged
 * @param openModel whether requests come without waiting for answers: only then do percentiles hold for a given rate
 * @param limits what is asked, at least one thing
 */
record Rules(int skipped, boolean openModel, Map<Rule, Double> limits) {
    private static final String PREFIX = "gate.";
    private static final String SKIP = "gate.skip.seconds";
    private static final String MODEL = "gate.model";

    Rules {
        limits = Map.copyOf(limits);
        if (limits.isEmpty()) {
            throw new IllegalArgumentException("the profile asks for nothing, so nothing can fail");
        }
    }

    /** One thing that can be asked for. */
    enum Rule {
        SAMPLES("gate.samples.least", "samples", true, ""),
        P95("gate.p95.millis", "p95", false, " ms"),
        P99("gate.p99.millis", "p99", false, " ms"),
        ERRORS("gate.errors.percent", "errors", false, " %"),
        THROUGHPUT("gate.throughput.least", "good answers a second", true, "/s"),
        REFUSED("gate.refused.least", "429s", true, ""),
        HITS("gate.hits.percent", "answered from memory", true, " %");

        private final String property;
        private final String title;
        private final boolean least;
        private final String unit;

        Rule(String property, String title, boolean least, String unit) {
            this.property = property;
            this.title = title;
            this.least = least;
            this.unit = unit;
        }

        private Verdict verdict(double asked, OptionalDouble seen) {
            boolean passed = seen.isPresent() && (least ? seen.getAsDouble() >= asked : seen.getAsDouble() <= asked);
            String sign = least ? "≥ " : "≤ ";
            return new Verdict(
                    title, sign + number(asked), seen.isPresent() ? number(seen.getAsDouble()) : "nothing", passed);
        }

        private String number(double value) {
            boolean whole = value == Math.rint(value) || value >= 1_000;
            return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value) + unit;
        }
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException when one is unknown or no number, so that a slip of the pen passes nothing
     */
    static Rules of(Properties profile) {
        Map<Rule, Double> limits = new EnumMap<>(Rule.class);
        for (String name : profile.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !name.equals(SKIP) && !name.equals(MODEL)) {
                limits.put(rule(name), number(name, profile.getProperty(name)));
            }
        }
        return new Rules(
                (int) number(SKIP, profile.getProperty(SKIP, "0")),
                isOpen(profile.getProperty(MODEL, "closed")),
                limits);
    }

    private static Rule rule(String name) {
        for (Rule rule : Rule.values()) {
            if (rule.property.equals(name)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("the gate knows no " + name);
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a number, not " + text);
        }
    }

    private static boolean isOpen(String model) {
        return switch (model.strip()) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw new IllegalArgumentException("gate.model is open or closed, not " + model);
        };
    }

    /** Judges a run. What was not seen at all has not passed. */
    List<Verdict> judge(Results results, CacheUse caches) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            Double asked = limits.get(rule);
            if (asked != null) {
                verdicts.add(rule.verdict(asked, seen(rule, results, caches)));
            }
        }
        return verdicts;
    }

    private static OptionalDouble seen(Rule rule, Results results, CacheUse caches) {
        Tally judged = results.judged();
        if (judged.count() == 0) {
            return OptionalDouble.empty();
        }
        return switch (rule) {
            case SAMPLES -> OptionalDouble.of((double) judged.count());
            case P95 -> OptionalDouble.of(judged.times().percentile(0.95));
            case P99 -> OptionalDouble.of(judged.times().percentile(0.99));
            case ERRORS -> OptionalDouble.of(100 * judged.failedShare());
            case THROUGHPUT -> OptionalDouble.of(results.throughput());
            case REFUSED -> OptionalDouble.of((double) judged.of("429"));
            case HITS -> percent(caches.all().ratio());
        };
    }

    private static OptionalDouble percent(OptionalDouble share) {
        return share.isPresent() ? OptionalDouble.of(100 * share.getAsDouble()) : OptionalDouble.empty();
    }
}
