package com.upcoach.goal;

import com.upcoach.database.Database;
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
    private final Database database;
    private final Clock clock;

    public ShownGoals(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns a goal as it is shown now. */
    Shown of(UUID user, Goal goal) {
        Derivation derivation = GridCalls.query(
                () -> database.transaction(tx -> Derivation.select(tx, user, List.of(goal), clock.instant())));
        return shown(goal, derivation.of(goal));
    }

    /** Returns a goal as it is shown once it is made together with its tasks. */
    static Shown made(Goal goal, List<Tasks.Draft> tasks) {
        List<TaskStatus> toDo = tasks.stream()
                .map(task -> task.content().status())
                .filter(status -> status != TaskStatus.CANCELLED)
                .toList();
        int done =
                (int) toDo.stream().filter(status -> status == TaskStatus.DONE).count();
        return shown(goal, Derived.of(goal, Streak.NONE, new Derived.Sums(null, 0, done, toDo.size())));
    }

    private static Shown shown(Goal goal, Derived derived) {
        return new Shown(derived.etag(goal), GoalAnswer.from(goal, derived));
    }
}
