package com.upcoach.goal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.upcoach.http.Rules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How progress towards a goal is measured.
 *
 * @param type what kind of measure
 * @param unit of the three numbers, such as {@code km}; at most 30 characters
 * @param start where the person began
 * @param target where the person wants to be
 * @param current where the person is
 */
public record Metric(
        Type type,
        @Nullable String unit,
        @Nullable BigDecimal start,
        @Nullable BigDecimal target,
        @Nullable BigDecimal current) {

    /** Returns whether a check-in may say a number. */
    public boolean takesValues() {
        return type != Type.NONE;
    }

    /** Returns whether the latest number that a check-in says is what is shown. */
    boolean showsLatest() {
        return type == Type.PERCENT || type == Type.NUMERIC;
    }

    /** Returns whether progress is the share of tasks that are done. */
    boolean countsTasks() {
        return type == Type.NONE;
    }

    /** Kinds of measure. */
    public enum Type {
        /** Reached or not. */
        @JsonProperty("none")
        NONE,
        /** From 0 to 100. */
        @JsonProperty("percent")
        PERCENT,
        /** From start to target, in either direction. */
        @JsonProperty("numeric")
        NUMERIC,
        /** By check-ins; target is how many a week. */
        @JsonProperty("habit")
        HABIT;

        /** Returns the name on the wire and in the database. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Type of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    static final Metric NONE = new Metric(Type.NONE, null, null, null, null);

    /** Returns the metric in its normal form, its faults noted. */
    static Metric checked(@Nullable Body body, Rules rules) {
        if (body == null) {
            return NONE;
        }
        rules.require(body.type != null, "/metric/type", "required", "This field is needed.");
        Type type = body.type == null ? Type.NONE : body.type;
        String unit = body.unit == null ? null : rules.text("/metric/unit", body.unit, 1, 30);
        BigDecimal start = rules.decimal("/metric/start", body.start);
        BigDecimal target = rules.decimal("/metric/target", body.target);
        BigDecimal current = rules.decimal("/metric/current", body.current);
        return switch (type) {
            case NONE -> none(rules, unit, start, target, current);
            case PERCENT -> percent(rules, unit, start, target, current);
            case NUMERIC -> numeric(rules, unit, start, target, current);
            case HABIT -> habit(rules, unit, start, target, current);
        };
    }

    private static Metric none(
            Rules rules,
            @Nullable String unit,
            @Nullable BigDecimal start,
            @Nullable BigDecimal target,
            @Nullable BigDecimal current) {
        rules.require(
                unit == null && start == null && target == null && current == null,
                "/metric",
                "not-measured",
                "A metric of type none has no unit and no numbers.");
        return NONE;
    }

    private static Metric percent(
            Rules rules,
            @Nullable String unit,
            @Nullable BigDecimal start,
            @Nullable BigDecimal target,
            @Nullable BigDecimal current) {
        BigDecimal from = start == null ? BigDecimal.ZERO : start;
        BigDecimal to = target == null ? BigDecimal.valueOf(100) : target;
        requireDistance(rules, from, to);
        return new Metric(Type.PERCENT, unit, from, to, current == null ? from : current);
    }

    private static Metric numeric(
            Rules rules,
            @Nullable String unit,
            @Nullable BigDecimal start,
            @Nullable BigDecimal target,
            @Nullable BigDecimal current) {
        rules.require(target != null, "/metric/target", "required", "A numeric metric needs a target.");
        BigDecimal from = start == null ? BigDecimal.ZERO : start;
        BigDecimal to = target == null ? from.add(BigDecimal.ONE) : target;
        requireDistance(rules, from, to);
        return new Metric(Type.NUMERIC, unit, from, to, current == null ? from : current);
    }

    private static Metric habit(
            Rules rules,
            @Nullable String unit,
            @Nullable BigDecimal start,
            @Nullable BigDecimal target,
            @Nullable BigDecimal current) {
        rules.require(start == null && current == null, "/metric", "counted", "A habit is counted by its check-ins.");
        rules.require(
                target == null || target.signum() > 0,
                "/metric/target",
                "out-of-range",
                "A habit's target is above 0.");
        return new Metric(Type.HABIT, unit, null, target, null);
    }

    private static void requireDistance(Rules rules, BigDecimal from, BigDecimal to) {
        rules.require(
                from.compareTo(to) != 0, "/metric/target", "no-distance", "The target must differ from the start.");
    }

    /** Returns how far the way is gone, 0–100; 0 for what is not measured by numbers. */
    int percentDone() {
        if (start == null || target == null || current == null) {
            return 0;
        }
        BigDecimal done = current.subtract(start)
                .multiply(BigDecimal.valueOf(100))
                .divide(target.subtract(start), 0, RoundingMode.DOWN);
        return done.max(BigDecimal.ZERO).min(BigDecimal.valueOf(100)).intValue();
    }

    /** Returns how much of a week's target was done, 0–100; the target is every day when none is said. */
    int percentOfWeek(int days) {
        BigDecimal times = target == null ? BigDecimal.valueOf(7) : target;
        BigDecimal done = BigDecimal.valueOf(days * 100L).divide(times, 0, RoundingMode.DOWN);
        return done.min(BigDecimal.valueOf(100)).intValue();
    }

    /** Returns the metric with where the person is by now; the same when that is not known. */
    Metric reaching(@Nullable BigDecimal now) {
        return now == null ? this : new Metric(type, unit, start, target, now);
    }

    /** The metric of a request's body. */
    record Body(
            @Nullable Type type,
            @Nullable String unit,
            @Nullable BigDecimal start,
            @Nullable BigDecimal target,
            @Nullable BigDecimal current) {
        static Body from(Metric metric) {
            return new Body(metric.type, metric.unit, metric.start, metric.target, metric.current);
        }
    }
}
