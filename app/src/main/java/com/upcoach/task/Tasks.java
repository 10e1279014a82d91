package com.upcoach.task;

import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.RowIds;
import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a goal's own writes need of its tasks: the changes that go into the same write. Thread-safe. */
public final class Tasks {
    private static final Sql LAST_POSITION = new Sql("task-next-position", """
                    SELECT least(max(position) + 1, 1000000) AS next FROM tasks
                    WHERE user_id = ? AND goal_id = ? HAVING count(*) > 0
                    """);

    private final Database database;

    public Tasks(Database database) {
        this.database = database;
    }

    /** Checks the tasks in the body of a new goal and returns what to make of them. */
    public static List<Draft> checked(@Nullable List<TaskContent.@Nullable Body> bodies) {
        Rules rules = new Rules();
        List<TaskContent.@Nullable Body> given =
                rules.atMost(SizeLimits.TASKS_WITH_GOAL, "/tasks", bodies, "A goal is made with at most 100 tasks.");
        List<Draft> drafts = new ArrayList<>();
        for (TaskContent.Body body : given) {
            String at = "/tasks/" + drafts.size();
            rules.require(body != null, at, "required", "A task must not be null.");
            if (body == null) {
                continue;
            }
            UUID id = body.id();
            rules.require(
                    id == null || drafts.stream().noneMatch(other -> id.equals(other.id)),
                    at + "/id",
                    "duplicate",
                    "This id is given twice.");
            drafts.add(new Draft(id, body.withoutGoal(at).checked(at, drafts.size(), rules)));
        }
        rules.check();
        return drafts;
    }

    /**
     * A task that is to be made.
     *
     * @param id the client's own, if it has one
     */
    public record Draft(@Nullable UUID id, TaskContent content) {
        /** Returns the change that makes the task under a goal. */
        public Change under(UUID user, UUID goal, Instant now) {
            Task task = Task.create(id == null ? RowIds.next(now) : id, content.withGoal(goal), "user", now);
            return TaskStore.TASKS.adding(user, task);
        }
    }

    /** Returns the position after a goal's last task; 0 for a task without a goal. Two at once may get the same. */
    int nextPosition(UUID user, @Nullable UUID goal) {
        return goal == null
                ? 0
                : GridCalls.query(() -> database.queryOne(LAST_POSITION, c -> c.integer("next"), user, goal)
                        .orElse(0));
    }

    /** Returns the changes that take a goal's tasks out of it, or delete them. */
    public List<Change> leaving(UUID user, UUID goal, boolean delete, Instant now) {
        return ofGoal(user, goal).stream()
                .map(task -> delete
                        ? TaskStore.TASKS.deleting(user, task)
                        : TaskStore.TASKS.replacing(
                                user, task, task.edited(task.content().withGoal(null), now)))
                .toList();
    }

    private List<Task> ofGoal(UUID user, UUID goal) {
        return GridCalls.query(() -> database.query(TaskStore.OF_GOAL, TaskStore::task, user, goal));
    }
}
