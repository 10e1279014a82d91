package com.upcoach.task;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.EntityTable;
import com.upcoach.entity.Kind;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of tasks. A CDI bean; thread-safe. */
@Singleton
public class TaskStore extends EntityTable<Task> {
    /** The kind of its rows. */
    public static final Kind<Task> TASKS = new Kind<>("task", Task.class, "/goalId", new TaskTouch());

    private static final String WRITTEN = """
            id, goal_id, title, notes, status, completed_at, priority, due_date, due_time, checklist, \
            estimate_minutes, position, tags, source, version, created_at, updated_at""";

    static final String COLUMNS = WRITTEN.replace("checklist", "CAST(checklist AS text) AS checklist");

    static final Sql OF_GOAL =
            new Sql("task-of-goal", "SELECT " + COLUMNS + " FROM tasks WHERE user_id = ? AND goal_id = ?");

    private static final Sql UPDATE = new Sql("task-update", """
                    UPDATE tasks
                    SET goal_id = ?, title = ?, notes = ?, status = ?, completed_at = ?, priority = ?, due_date = ?,
                        due_time = ?, checklist = ?, estimate_minutes = ?, position = ?, tags = ?, version = ?,
                        updated_at = ?
                    WHERE user_id = ? AND id = ? AND version = ?
                    """);

    public TaskStore() {
        super(TASKS, 2, "tasks", WRITTEN, COLUMNS);
    }

    @Override
    public Task read(Columns columns) {
        return task(columns);
    }

    /** Reads a task from {@link #COLUMNS}. */
    static Task task(Columns columns) {
        return new Task(
                columns.uuid("id"),
                new TaskContent(
                        columns.optionalUuid("goal_id"),
                        columns.string("title"),
                        columns.string("notes"),
                        TaskStatus.of(columns.string("status")),
                        columns.integer("priority"),
                        columns.optionalDate("due_date"),
                        columns.optionalTime("due_time"),
                        List.of(Json.trusted(
                                columns.string("checklist").getBytes(StandardCharsets.UTF_8), ChecklistItem[].class)),
                        columns.optionalInteger("estimate_minutes"),
                        columns.integer("position"),
                        columns.strings("tags")),
                columns.optionalInstant("completed_at"),
                columns.string("source"),
                columns.longInteger("version"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    @Override
    public List<@Nullable Object> values(UUID user, Task task) {
        TaskContent content = task.content();
        return Arrays.asList(
                user,
                task.id(),
                content.goalId(),
                content.title(),
                content.notes(),
                content.status().text(),
                task.completedAt(),
                content.priority(),
                content.dueDate(),
                content.dueTime(),
                checklist(content),
                content.estimateMinutes(),
                content.position(),
                content.tags(),
                task.source(),
                task.version(),
                task.createdAt(),
                task.updatedAt());
    }

    @Override
    public boolean update(Transaction tx, UUID user, Task task, long expected) {
        TaskContent content = task.content();
        long rows = tx.change(
                UPDATE,
                content.goalId(),
                content.title(),
                content.notes(),
                content.status().text(),
                task.completedAt(),
                content.priority(),
                content.dueDate(),
                content.dueTime(),
                checklist(content),
                content.estimateMinutes(),
                content.position(),
                content.tags(),
                task.version(),
                task.updatedAt(),
                user,
                task.id(),
                expected);
        return rows == 1;
    }

    private static String checklist(TaskContent content) {
        return new String(Json.bytes(content.checklist()), StandardCharsets.UTF_8);
    }
}
