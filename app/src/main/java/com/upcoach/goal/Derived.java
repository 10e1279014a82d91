package com.upcoach.goal;

import com.upcoach.digest.Sha256;
import com.upcoach.goal.GoalAnswer.Streak;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a goal that follows from its check-ins and tasks and is kept nowhere.
 *
 * @param streak days in a row with a check-in
 * @param current value of the latest check-in that has one, or null
 * @param progressPercent how far the goal is reached, 0–100
 */
record Derived(Streak streak, @Nullable BigDecimal current, int progressPercent) {
    /** Returns what is shown of a goal without check-ins and tasks. */
    static Derived none(Goal goal) {
        return of(goal, Streak.NONE, Sums.NONE);
    }

    /** What was counted of a goal's check-ins and tasks. */
    record Sums(@Nullable BigDecimal latest, int daysOfWeek, int tasksDone, int tasksToDo) {
        static final Sums NONE = new Sums(null, 0, 0, 0);
    }

    static Derived of(Goal goal, Streak streak, Sums sums) {
        Metric metric = goal.content().metric();
        BigDecimal current = switch (metric.type()) {
            case PERCENT, NUMERIC -> sums.latest;
            case NONE, HABIT -> null;
        };
        return new Derived(streak, current, percent(goal, metric.reaching(current), sums));
    }

    private static int percent(Goal goal, Metric metric, Sums sums) {
        if (goal.content().status() == GoalStatus.COMPLETED) {
            return 100;
        }
        return switch (metric.type()) {
            case NONE -> sums.tasksToDo == 0 ? 0 : sums.tasksDone * 100 / sums.tasksToDo;
            case PERCENT, NUMERIC -> metric.percentDone();
            case HABIT -> metric.percentOfWeek(sums.daysOfWeek);
        };
    }

    /** Returns the entity tag: the goal's version, and a digest of what is derived when that is anything. */
    String etag(Goal goal) {
        String version = Long.toString(goal.version());
        return equals(none(goal)) ? version : version + '-' + digest();
    }

    private String digest() {
        return HexFormat.of().formatHex(Sha256.of(toString()), 0, 4);
    }
}
