package com.upcoach.goal;

import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.entity.Shown;
import com.upcoach.goal.GoalAnswer.Streak;
import com.upcoach.grid.GridCalls;
import com.upcoach.task.TaskStatus;
import com.upcoach.task.Tasks;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Goals as the answers of their writes show them, with what is derived. Thread-safe. */
public final class ShownGoals {
    private static final Sql VERSION = new Sql("user-data-version", "SELECT data_version FROM users WHERE id = ?");

    private final Database database;
    private final Clock clock;

    public ShownGoals(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns a goal as it is shown now. */
    Shown of(UUID user, Goal goal) {
        return GridCalls.query(() -> database.transaction(tx -> {
            Derived derived =
                    Derivation.select(tx, user, List.of(goal), clock.instant()).of(goal);
            // Selected last, so that it is not older than what was derived.
            long version = tx.queryOne(VERSION, c -> c.longInteger("data_version"), user)
                    .orElse(0L);
            return shown(goal, derived, version);
        }));
    }

    /** Returns a goal as it is shown once it is made together with its tasks. */
    static Shown made(Goal goal, List<Tasks.Draft> tasks) {
        List<TaskStatus> toDo = tasks.stream()
                .map(task -> task.content().status())
                .filter(status -> status != TaskStatus.CANCELLED)
                .toList();
        int done =
                (int) toDo.stream().filter(status -> status == TaskStatus.DONE).count();
        return shown(goal, Derived.of(goal, Streak.NONE, new Derived.Sums(null, 0, done, toDo.size())), 0);
    }

    private static Shown shown(Goal goal, Derived derived, long dataVersion) {
        return new Shown(derived.etag(goal), GoalAnswer.from(goal, derived), dataVersion);
    }
}
