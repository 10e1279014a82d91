package com.upcoach.goal;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.EntityTable;
import com.upcoach.entity.Kind;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of goals. A CDI bean; thread-safe. */
@Singleton
public class GoalStore extends EntityTable<Goal> {
    /** The kind of its rows. */
    public static final Kind<Goal> GOALS = new Kind<>("goal", Goal.class, "", new GoalTouch());

    /** What {@link #read} reads. */
    public static final String COLUMNS = """
            id, title, description, category, status, priority, start_date, target_date, completed_at, \
            metric_type, metric_unit, metric_start, metric_target, metric_current, tags, \
            version, created_at, updated_at""";

    private static final Sql UPDATE = new Sql("goal-update", """
                    UPDATE goals
                    SET title = ?, description = ?, category = ?, status = ?, priority = ?, start_date = ?,
                        target_date = ?, completed_at = ?, metric_type = ?, metric_unit = ?, metric_start = ?,
                        metric_target = ?, metric_current = ?, tags = ?, version = ?, updated_at = ?
                    WHERE user_id = ? AND id = ? AND version = ?
                    """);

    /** As {@link GoalStatus#takesRoom} says. */
    private static final Sql COUNTED = new Sql(
            "goal-counted",
            "SELECT count(*) AS goals FROM goals WHERE user_id = ? AND status IN ('draft', 'active', 'paused')");

    public GoalStore() {
        super(GOALS, 1, "goals", COLUMNS);
    }

    @Override
    public Goal read(Columns columns) {
        return goal(columns);
    }

    /** Reads a goal from {@link #COLUMNS}. */
    static Goal goal(Columns columns) {
        return new Goal(
                columns.uuid("id"),
                new GoalContent(
                        columns.string("title"),
                        columns.string("description"),
                        columns.optionalString("category"),
                        GoalStatus.of(columns.string("status")),
                        columns.integer("priority"),
                        columns.optionalDate("start_date"),
                        columns.optionalDate("target_date"),
                        metric(columns),
                        columns.strings("tags")),
                columns.optionalInstant("completed_at"),
                columns.longInteger("version"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    private static Metric metric(Columns columns) {
        return new Metric(
                Metric.Type.of(columns.string("metric_type")),
                columns.optionalString("metric_unit"),
                columns.optionalDecimal("metric_start"),
                columns.optionalDecimal("metric_target"),
                columns.optionalDecimal("metric_current"));
    }

    @Override
    public List<@Nullable Object> values(UUID user, Goal goal) {
        GoalContent content = goal.content();
        Metric metric = content.metric();
        return Arrays.asList(
                user,
                goal.id(),
                content.title(),
                content.description(),
                content.category(),
                content.status().text(),
                content.priority(),
                content.startDate(),
                content.targetDate(),
                goal.completedAt(),
                metric.type().text(),
                metric.unit(),
                metric.start(),
                metric.target(),
                metric.current(),
                content.tags(),
                goal.version(),
                goal.createdAt(),
                goal.updatedAt());
    }

    @Override
    public boolean update(Transaction tx, UUID user, Goal goal, long expected) {
        GoalContent content = goal.content();
        Metric metric = content.metric();
        long rows = tx.change(
                UPDATE,
                content.title(),
                content.description(),
                content.category(),
                content.status().text(),
                content.priority(),
                content.startDate(),
                content.targetDate(),
                goal.completedAt(),
                metric.type().text(),
                metric.unit(),
                metric.start(),
                metric.target(),
                metric.current(),
                content.tags(),
                goal.version(),
                goal.updatedAt(),
                user,
                goal.id(),
                expected);
        return rows == 1;
    }

    @Override
    public long counted(Transaction tx, UUID user) {
        return tx.query(COUNTED, c -> c.longInteger("goals"), user).getFirst();
    }
}
