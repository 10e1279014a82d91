package com.upcoach.goal;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.goal.GoalAnswer.Streak;
import com.upcoach.user.Days;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Derives what is shown of a person's goals at a time, of all goals of a page at once.
 *
 * @param goals what is derived of each
 * @param until when the day ends that it depends on, null when it depends on none
 */
record Derivation(Map<UUID, Derived> goals, @Nullable Instant until) {
    /** Days after which a check-in neither holds a streak nor counts for a week. */
    private static final int FORGOTTEN_AFTER = 7;

    /** Gaps and islands: days minus their number is the same for all days of a run. */
    private static final Sql STREAKS = new Sql("goal-streaks", """
                    WITH days AS (
                        SELECT DISTINCT goal_id, local_date FROM check_ins
                        WHERE user_id = ? AND goal_id = ANY (CAST(? AS uuid[]))),
                    numbered AS (
                        SELECT goal_id, local_date, local_date - CAST(
                            row_number() OVER (PARTITION BY goal_id ORDER BY local_date) AS integer) AS run
                        FROM days),
                    runs AS (
                        SELECT goal_id, min(local_date) AS first, max(local_date) AS last, count(*) AS length,
                            count(*) FILTER (WHERE local_date BETWEEN CAST(? AS date) - 6 AND CAST(? AS date)) AS week
                        FROM numbered GROUP BY goal_id, run)
                    SELECT goal_id, max(length) AS best, max(last) AS last_date, CAST(sum(week) AS integer) AS week,
                        COALESCE(max(length) FILTER (
                            WHERE last >= CAST(? AS date) - 1 AND first <= CAST(? AS date)), 0) AS current
                    FROM runs GROUP BY goal_id
                    """);

    private static final Sql LATEST = new Sql("goal-latest-values", """
                    SELECT goal.id AS goal_id, latest.value
                    FROM unnest(CAST(? AS uuid[])) AS goal (id), LATERAL (
                        SELECT value FROM check_ins
                        WHERE user_id = ? AND goal_id = goal.id AND value IS NOT NULL
                        ORDER BY local_date DESC, occurred_at DESC, id DESC LIMIT 1) latest
                    """);

    private static final Sql TASKS = new Sql("goal-tasks-done", """
                    SELECT goal_id, count(*) FILTER (WHERE status = 'done') AS done,
                        count(*) FILTER (WHERE status <> 'cancelled') AS to_do
                    FROM tasks
                    WHERE user_id = ? AND goal_id = ANY (CAST(? AS uuid[]))
                    GROUP BY goal_id
                    """);

    /** Selects and derives. */
    static Derivation select(Transaction snapshot, UUID user, List<Goal> goals, Instant now) {
        if (goals.isEmpty()) {
            return new Derivation(Map.of(), null);
        }
        Days days = Days.select(snapshot, user);
        LocalDate today = days.day(now);
        Map<UUID, Derived> derived = derive(snapshot, user, goals, today);
        boolean daily =
                derived.values().stream().anyMatch(each -> changes(each.streak().lastDate(), today));
        return new Derivation(derived, daily ? days.end(now) : null);
    }

    /** Selects and derives, by the goals' ids. */
    static Map<UUID, Derived> derive(Transaction snapshot, UUID user, List<Goal> goals, LocalDate today) {
        Found found = new Found(snapshot, user, goals, today);
        Map<UUID, Derived> derived = new HashMap<>();
        goals.forEach(goal -> derived.put(goal.id(), found.derive(goal)));
        return derived;
    }

    private static boolean changes(@Nullable LocalDate last, LocalDate today) {
        return last != null && !last.isBefore(today.minusDays(FORGOTTEN_AFTER));
    }

    /** Returns a goal as it is shown. */
    GoalAnswer shown(Goal goal) {
        return GoalAnswer.from(goal, of(goal));
    }

    /** Returns what was derived of one of the goals. */
    Derived of(Goal goal) {
        return goals.getOrDefault(goal.id(), Derived.none(goal));
    }

    private record Run(Streak streak, int week) {
        static final Run NONE = new Run(Streak.NONE, 0);

        static Run read(Columns columns) {
            return new Run(
                    new Streak(columns.integer("current"), columns.integer("best"), columns.optionalDate("last_date")),
                    columns.integer("week"));
        }
    }

    private static final class Found {
        private final Map<UUID, Run> runs = new HashMap<>();
        private final Map<UUID, BigDecimal> latest = new HashMap<>();
        private final Map<UUID, Derived.Sums> tasks = new HashMap<>();

        Found(Transaction snapshot, UUID user, List<Goal> goals, LocalDate today) {
            List<UUID> all = ids(goals, metric -> true);
            snapshot.query(
                    STREAKS, c -> runs.put(c.uuid("goal_id"), Run.read(c)), user, all, today, today, today, today);
            List<UUID> measured = ids(goals, Metric::showsLatest);
            if (!measured.isEmpty()) {
                snapshot.query(LATEST, c -> latest.put(c.uuid("goal_id"), c.decimal("value")), measured, user);
            }
            List<UUID> counted = ids(goals, Metric::countsTasks);
            if (!counted.isEmpty()) {
                snapshot.query(TASKS, c -> tasks.put(c.uuid("goal_id"), sums(c)), user, counted);
            }
        }

        private static List<UUID> ids(List<Goal> goals, Predicate<Metric> which) {
            return goals.stream()
                    .filter(goal -> which.test(goal.content().metric()))
                    .map(Goal::id)
                    .toList();
        }

        private static Derived.Sums sums(Columns columns) {
            return new Derived.Sums(null, 0, columns.integer("done"), columns.integer("to_do"));
        }

        Derived derive(Goal goal) {
            Run run = runs.getOrDefault(goal.id(), Run.NONE);
            Derived.Sums of = tasks.getOrDefault(goal.id(), Derived.Sums.NONE);
            return Derived.of(
                    goal,
                    run.streak,
                    new Derived.Sums(latest.get(goal.id()), run.week, of.tasksDone(), of.tasksToDo()));
        }
    }
}
