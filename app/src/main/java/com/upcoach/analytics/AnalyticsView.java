package com.upcoach.analytics;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The summary of some days; its entity tag is a digest of what it shows. A CDI bean; thread-safe. */
@Singleton
public class AnalyticsView implements ViewSource {
    static final String RESOURCE = "analytics";

    private static final List<String> STATUSES = List.of("draft", "active", "paused", "completed", "abandoned");

    private static final Sql GOALS = new Sql("analytics-goals", """
                    SELECT status, count(*) AS goals FROM goals WHERE user_id = ? GROUP BY status
                    """);

    private static final Sql TASKS = new Sql("analytics-tasks", """
                    WITH days AS (SELECT CAST(? AS timestamptz) AS begins, CAST(? AS timestamptz) AS ends)
                    SELECT count(*) FILTER (WHERE created_at >= begins AND created_at < ends) AS created,
                           count(*) FILTER (WHERE completed_at >= begins AND completed_at < ends) AS completed,
                           count(*) FILTER (WHERE created_at >= begins AND created_at < ends
                                            AND status <> 'cancelled') AS counted,
                           count(*) FILTER (WHERE created_at >= begins AND created_at < ends
                                            AND status = 'done') AS done,
                           count(*) FILTER (WHERE due_date < CAST(? AS date)
                                            AND status IN ('todo', 'in_progress')) AS overdue
                    FROM tasks, days WHERE user_id = ?
                    """);

    private static final Sql CHECK_INS = new Sql("analytics-check-ins", """
                    SELECT count(*) AS total, count(DISTINCT local_date) AS active_days, avg(mood) AS mood
                    FROM check_ins WHERE user_id = ? AND local_date BETWEEN ? AND ?
                    """);

    /** Days in a row have the same difference between the day and its number among all days. */
    private static final Sql STREAKS = new Sql("analytics-streaks", """
                    WITH days AS (SELECT DISTINCT local_date FROM check_ins WHERE user_id = ?),
                         runs AS (SELECT count(*) AS length, max(local_date) AS last
                                  FROM (SELECT local_date,
                                               local_date - CAST(row_number() OVER (ORDER BY local_date) AS integer) AS run
                                        FROM days) numbered
                                  GROUP BY run)
                    SELECT coalesce(max(length), 0) AS best,
                           coalesce(max(length) FILTER (WHERE last >= CAST(? AS date) - 1), 0) AS current
                    FROM runs
                    """);

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query) {
        Period days = Period.parse(query);
        return View.tagged(Json.bytes(new Summary(
                days.from(),
                days.to(),
                goals(snapshot, user),
                snapshot.query(TASKS, AnalyticsView::tasks, days.begin(), days.end(), days.today(), user)
                        .getFirst(),
                snapshot.query(CHECK_INS, AnalyticsView::checkIns, user, days.from(), days.to())
                        .getFirst(),
                snapshot.query(STREAKS, AnalyticsView::streak, user, days.today())
                        .getFirst())));
    }

    private static Map<String, Long> goals(Transaction snapshot, UUID user) {
        Map<String, Long> goals = new LinkedHashMap<>();
        STATUSES.forEach(status -> goals.put(status, 0L));
        snapshot.query(GOALS, c -> Map.entry(c.string("status"), c.longInteger("goals")), user)
                .forEach(counted -> goals.put(counted.getKey(), counted.getValue()));
        return goals;
    }

    private static Summary.Tasks tasks(Columns columns) {
        return Summary.Tasks.of(
                columns.longInteger("created"),
                columns.longInteger("completed"),
                columns.longInteger("counted"),
                columns.longInteger("done"),
                columns.longInteger("overdue"));
    }

    private static Summary.CheckIns checkIns(Columns columns) {
        return new Summary.CheckIns(
                columns.longInteger("total"),
                columns.longInteger("active_days"),
                rounded(columns.optionalDecimal("mood")));
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal mood) {
        return mood == null ? null : mood.setScale(2, RoundingMode.HALF_UP);
    }

    private static Summary.Streak streak(Columns columns) {
        return new Summary.Streak(columns.longInteger("current"), columns.longInteger("best"));
    }
}
