package com.upcoach.goal;

import com.upcoach.database.Columns;
import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.http.Cursor;
import com.upcoach.http.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of one list of goals: conditions and their values side by side. For one query; not thread-safe. */
final class GoalList {
    private final GoalQuery query;
    private final StringBuilder where = new StringBuilder("WHERE user_id = ?");
    private final List<@Nullable Object> values = new ArrayList<>();

    private GoalList(UUID user, GoalQuery query) {
        this.query = query;
        values.add(user);
        filter();
    }

    /** Selects a page. */
    static Page<GoalAnswer> select(Database database, UUID user, GoalQuery query) {
        GoalList list = new GoalList(user, query);
        return query.byCursor() ? list.byCursor(database) : list.byNumber(database);
    }

    private void filter() {
        if (!query.statuses().isEmpty()) {
            List<String> names = query.statuses().stream().map(GoalStatus::text).toList();
            and("status = ANY (CAST(? AS text[]))", names);
        }
        query.category().ifPresent(category -> and("category = ?", category));
        query.tag().ifPresent(tag -> and("CAST(? AS text) = ANY (tags)", tag));
        query.targetBefore().ifPresent(day -> and("target_date < ?", day));
        query.targetAfter().ifPresent(day -> and("target_date > ?", day));
        query.text().ifPresent(text -> {
            String pattern = '%' + text.replaceAll("([\\\\%_])", "\\\\$1") + '%';
            and("(title ILIKE ? OR description ILIKE ?)", pattern, pattern);
        });
        query.updatedSince().ifPresent(instant -> and("updated_at >= ?", instant));
    }

    private void and(String condition, Object... parameters) {
        where.append(" AND ").append(condition);
        values.addAll(List.of(parameters));
    }

    private Page<GoalAnswer> byNumber(Database database) {
        long total = database.query(
                        new Sql("goal-count", "SELECT count(*) AS total FROM goals " + where),
                        c -> c.longInteger("total"),
                        values.toArray())
                .getFirst();
        int limit = query.paging().limit();
        values.add(limit);
        values.add(query.paging().offset());
        List<GoalAnswer> goals = database.query(sql(" LIMIT ? OFFSET ?"), GoalList::answer, values.toArray());
        return Page.numbered(goals, query.paging().page(), limit, total);
    }

    /** Selects one row more than asked for, to know whether there is a next page. */
    private Page<GoalAnswer> byCursor(Database database) {
        query.after().ifPresent(cursor -> and(query.order().after(query.ascending()), cursor.value(), cursor.id()));
        int limit = query.paging().limit();
        values.add(limit + 1);
        List<Sorted> rows =
                database.query(sql(" LIMIT ?"), c -> new Sorted(answer(c), c.string("sort_value")), values.toArray());
        List<GoalAnswer> goals = rows.stream().limit(limit).map(Sorted::goal).toList();
        return Page.cursored(goals, limit, rows.size() > limit ? next(rows.get(limit - 1)) : null);
    }

    private String next(Sorted last) {
        String order = query.order().name(query.ascending());
        return new Cursor(order, last.value, last.goal.id()).token();
    }

    private Sql sql(String limit) {
        GoalOrder order = query.order();
        String text = "SELECT " + GoalStore.COLUMNS + ", CAST(" + order.expression() + " AS text) AS sort_value"
                + " FROM goals " + where
                + " ORDER BY " + order.orderBy(query.ascending())
                + limit;
        return new Sql("goal-list", text);
    }

    private static GoalAnswer answer(Columns columns) {
        return GoalAnswer.from(GoalStore.goal(columns));
    }

    private record Sorted(GoalAnswer goal, String value) {}
}
