package com.upcoach.task;

import com.upcoach.entity.Edit;
import com.upcoach.entity.Entities;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.RowIds;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of tasks. Thread-safe. */
public final class TaskService {
    private final Entities<Task> tasks;
    private final Clock clock;

    public TaskService(UserRows rows, Clock clock) {
        this.tasks = new Entities<>(rows, TaskStore.TASKS);
        this.clock = clock;
    }

    /**
     * Makes a task.
     *
     * @param id the client's own, if it has one
     * @param keep makes the answer that is kept for retries, in the same transaction
     * @throws Failure.Conflict when the id is or was that of another task
     * @throws Failure.Invalid when the person has no such goal
     */
    Edit.Made<Task> create(
            UUID user, Optional<UUID> id, TaskContent content, Function<Task, @Nullable KeptAnswer> keep) {
        Instant now = clock.instant();
        Task task = Task.create(id.orElseGet(() -> RowIds.next(now)), content, "user", now);
        return tasks.add(user, task, List.of(), keep.apply(task));
    }

    /**
     * Changes a task's content. An edit that changes nothing raises no version.
     *
     * @param allowed tells whether the edit may replace this version
     * @param edit makes the new content from the present one
     * @throws Failure.NotFound when the person has no such task
     * @throws Failure.Invalid when the person has no such goal
     */
    Edit<Task> edit(UUID user, UUID id, LongPredicate allowed, UnaryOperator<TaskContent> edit) {
        return tasks.edit(user, id, allowed, task -> task.edited(edit.apply(task.content()), clock.instant()));
    }

    /**
     * Completes a task; one that is done stays as it is.
     *
     * @param keep makes the answer that is kept for retries, in the same transaction
     * @throws Failure.Conflict when the task was cancelled
     */
    Edit<Task> complete(UUID user, UUID id, LongPredicate allowed, Function<Task, @Nullable KeptAnswer> keep) {
        Instant now = clock.instant();
        return tasks.edit(user, id, allowed, task -> completed(task, now), task -> Write.at(now, keep.apply(task)));
    }

    private static Task completed(Task task, Instant now) {
        if (task.content().status() == TaskStatus.CANCELLED) {
            throw new Failure.Conflict("task-cancelled", "A cancelled task is not completed. Reopen it first.");
        }
        return task.edited(task.content().withStatus(TaskStatus.DONE), now);
    }

    /**
     * Reopens a task that is done or cancelled; another stays as it is.
     *
     * @param keep makes the answer that is kept for retries, in the same transaction
     */
    Edit<Task> reopen(UUID user, UUID id, LongPredicate allowed, Function<Task, @Nullable KeptAnswer> keep) {
        Instant now = clock.instant();
        return tasks.edit(user, id, allowed, task -> reopened(task, now), task -> Write.at(now, keep.apply(task)));
    }

    private static Task reopened(Task task, Instant now) {
        return switch (task.content().status()) {
            case TODO, IN_PROGRESS -> task;
            case DONE, CANCELLED -> task.edited(task.content().withStatus(TaskStatus.TODO), now);
        };
    }

    /**
     * Deletes a task.
     *
     * @param allowed tells whether this version may be deleted
     * @return the task as it was, or that the condition was lost
     * @throws Failure.NotFound when the person has no such task
     */
    Edit<Task> delete(UUID user, UUID id, LongPredicate allowed) {
        return tasks.delete(user, id, allowed, clock.instant(), task -> List.of());
    }
}
