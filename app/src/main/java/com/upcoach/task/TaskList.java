package com.upcoach.task;

import com.upcoach.database.Transaction;
import com.upcoach.http.Page;
import com.upcoach.listing.Listing;
import com.upcoach.listing.SortKey;
import java.util.List;
import java.util.UUID;

/** The conditions of a list of tasks. */
final class TaskList {
    static final Listing.Source<TaskAnswer> TASKS = new Listing.Source<>(
            "task", "tasks", TaskStore.COLUMNS, columns -> TaskAnswer.from(TaskStore.task(columns)), TaskAnswer::id);

    static final SortKey POSITION = SortKey.number("position", "position");

    static final List<SortKey> SORT_KEYS = List.of(
            SortKey.instant("createdAt", "created_at"),
            SortKey.instant("updatedAt", "updated_at"),
            SortKey.date("dueDate", "due_date"),
            SortKey.number("priority", "priority"),
            POSITION,
            SortKey.text("title", "title"));

    private TaskList() {}

    /** Selects a page. */
    static Page<TaskAnswer> select(Transaction snapshot, UUID user, TaskQuery query) {
        Listing<TaskAnswer> tasks = new Listing<>(TASKS, user);
        query.goalId().ifPresent(goal -> tasks.and("goal_id = ?", goal));
        if (!query.statuses().isEmpty()) {
            List<String> names = query.statuses().stream().map(TaskStatus::text).toList();
            tasks.and("status = ANY (CAST(? AS text[]))", names);
        }
        query.dueBefore().ifPresent(day -> tasks.and("due_date < ?", day));
        query.dueOn().ifPresent(day -> tasks.and("due_date = ?", day));
        query.tag().ifPresent(tag -> tasks.and("CAST(? AS text) = ANY (tags)", tag));
        query.text().ifPresent(text -> tasks.andContains(text, "title", "notes"));
        query.updatedSince().ifPresent(instant -> tasks.and("updated_at >= ?", instant));
        return tasks.page(snapshot, query.ordering(), query.paging());
    }
}
