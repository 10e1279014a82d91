package com.upcoach.task;

import com.upcoach.entity.Kind;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a task touches: the task and lists of tasks, and goals as far as they count it otherwise than
 * before.
 */
final class TaskTouch implements Kind.Touch<Task> {
    @Override
    public Scope of(@Nullable Task before, @Nullable Task after) {
        Task either = Objects.requireNonNull(after == null ? before : after);
        Scope touched = Scopes.TASKS.and(Scopes.task(either.id()));
        touched = touched.and(listed(before)).and(listed(after));
        return Objects.equals(counted(before), counted(after))
                ? touched
                : touched.and(counting(before)).and(counting(after));
    }

    private static @Nullable UUID goal(@Nullable Task task) {
        return task == null ? null : task.content().goalId();
    }

    private static Scope listed(@Nullable Task task) {
        UUID goal = goal(task);
        return goal == null ? Scope.NONE : Scopes.tasksOf(goal);
    }

    private static Scope counting(@Nullable Task task) {
        UUID goal = goal(task);
        return goal == null ? Scope.NONE : Scopes.GOALS.and(Scopes.goal(goal));
    }

    /** As a goal counts it: done, to be done, or not at all. */
    private record Counted(UUID goal, boolean done) {}

    private static @Nullable Counted counted(@Nullable Task task) {
        UUID goal = goal(task);
        if (task == null || goal == null || task.content().status() == TaskStatus.CANCELLED) {
            return null;
        }
        return new Counted(goal, task.content().status() == TaskStatus.DONE);
    }
}
