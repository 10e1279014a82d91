package com.upcoach.coaching.advice;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.goal.Goal;
import com.upcoach.goal.GoalStore;
import com.upcoach.goal.Metric;
import com.upcoach.goal.Progress;
import com.upcoach.user.Days;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Selects the facts of a person from one snapshot. */
final class FactsQuery {
    private static final int CHECK_IN_DAYS = 7;
    private static final int MAX_PER_WEEK = 7;

    private static final Sql GOALS = new Sql(
            "advice-goals",
            "SELECT " + GoalStore.COLUMNS + " FROM goals WHERE user_id = ? AND status = 'active'"
                    + " ORDER BY created_at DESC, id DESC LIMIT 200");

    private static final Sql WORK = new Sql("advice-work", """
                    SELECT goal_id, count(*) FILTER (WHERE status IN ('todo', 'in_progress')) AS open,
                           max(completed_at) AS last_done
                    FROM tasks WHERE user_id = ? AND goal_id IS NOT NULL GROUP BY goal_id
                    """);

    private static final Sql CHECK_INS = new Sql("advice-check-ins", """
                    SELECT DISTINCT goal_id, local_date FROM check_ins
                    WHERE user_id = ? AND local_date > ? AND local_date <= ?
                    """);

    private static final Sql OVERDUE = new Sql("advice-overdue", """
                    SELECT id, goal_id, title, due_date, priority FROM tasks
                    WHERE user_id = ? AND status IN ('todo', 'in_progress') AND due_date < ?
                    ORDER BY due_date, id LIMIT 100
                    """);

    private static final Sql OPEN = new Sql("advice-open", """
                    SELECT count(*) FILTER (WHERE due_date IS NULL) AS undated,
                           count(*) FILTER (WHERE due_date BETWEEN ? AND ?) AS week
                    FROM tasks WHERE user_id = ? AND status IN ('todo', 'in_progress')
                    """);

    private final Transaction snapshot;
    private final UUID user;
    private final LocalDate today;
    private final Days days;

    FactsQuery(Transaction snapshot, UUID user, LocalDate today) {
        this.snapshot = snapshot;
        this.user = user;
        this.today = today;
        this.days = Days.select(snapshot, user);
    }

    Facts select() {
        List<Integer> open = snapshot.query(
                        OPEN, c -> List.of(c.integer("undated"), c.integer("week")), today, today.plusDays(6), user)
                .getFirst();
        return new Facts(
                user,
                today,
                goals(),
                snapshot.query(OVERDUE, FactsQuery::overdue, user, today),
                open.getFirst(),
                open.getLast());
    }

    private static Facts.OverdueTask overdue(Columns columns) {
        return new Facts.OverdueTask(
                columns.uuid("id"),
                columns.optionalUuid("goal_id"),
                columns.string("title"),
                columns.date("due_date"),
                columns.integer("priority"));
    }

    private List<Facts.Goal> goals() {
        Map<UUID, Work> work = new HashMap<>();
        snapshot.query(WORK, this::work, user).forEach(each -> work.put(each.goal, each));
        Map<UUID, Set<LocalDate>> checkIns = checkIns();
        GoalStore store = new GoalStore();
        List<Goal> active = snapshot.query(GOALS, store::read, user);
        Map<UUID, Progress> progress = Progress.select(snapshot, user, active, today);
        return active.stream()
                .map(goal -> goal(
                        goal,
                        Objects.requireNonNull(progress.get(goal.id())),
                        work.getOrDefault(goal.id(), new Work(goal.id(), 0, null)),
                        checkIns.getOrDefault(goal.id(), Set.of())))
                .toList();
    }

    private Facts.Goal goal(Goal goal, Progress progress, Work work, Set<LocalDate> checkIns) {
        return new Facts.Goal(
                goal.id(),
                goal.content().title(),
                goal.content().priority(),
                goal.content().targetDate(),
                progress.percent(),
                perWeek(goal.content().metric()),
                days.day(goal.createdAt()),
                work.open,
                work.lastDone,
                progress.streak(),
                progress.lastCheckIn(),
                checkIns);
    }

    private static int perWeek(Metric metric) {
        if (metric.type() != Metric.Type.HABIT) {
            return 0;
        }
        return metric.target() == null ? 1 : Math.clamp(metric.target().longValue(), 1, MAX_PER_WEEK);
    }

    private record Work(UUID goal, int open, @Nullable LocalDate lastDone) {}

    private Work work(Columns columns) {
        Instant done = columns.optionalInstant("last_done");
        return new Work(columns.uuid("goal_id"), columns.integer("open"), done == null ? null : days.day(done));
    }

    private Map<UUID, Set<LocalDate>> checkIns() {
        Map<UUID, Set<LocalDate>> byGoal = new HashMap<>();
        snapshot.query(
                        CHECK_INS,
                        c -> Map.entry(c.uuid("goal_id"), c.date("local_date")),
                        user,
                        today.minusDays(CHECK_IN_DAYS),
                        today)
                .forEach(each -> byGoal.computeIfAbsent(each.getKey(), ignored -> new HashSet<>())
                        .add(each.getValue()));
        return byGoal;
    }
}
