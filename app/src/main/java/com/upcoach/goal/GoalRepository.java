package com.upcoach.goal;

import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.Commit;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.Row;
import com.upcoach.grid.row.RowKey;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goals in the grid. Reads are never older than any acknowledged write; each write compares and sets one goal at its
 * owner and is durable when it returns. A grid or database that cannot answer is a
 * {@link com.upcoach.failure.Failure.Unavailable}. Thread-safe.
 */
final class GoalRepository {
    private final UserRows rows;

    GoalRepository(UserRows rows) {
        this.rows = rows;
    }

    /** Finds a goal; another person's is not found. */
    Optional<Goal> find(UUID user, UUID id) {
        return rows.read(key(user, id)) instanceof Row.Present present
                ? Optional.of((Goal) present.value())
                : Optional.empty();
    }

    /**
     * Adds a goal together with its tasks, and the answer to keep for retries: all of it or nothing.
     *
     * @return the person's data version, or nothing when an id was used before
     */
    OptionalLong add(UUID user, Goal goal, List<Change> tasks, @Nullable KeptAnswer kept) {
        List<Change> changes = new ArrayList<>(tasks);
        changes.addFirst(new Change(key(user, goal.id()), 0, goal));
        return commit(user, changes, Write.at(goal.createdAt(), kept));
    }

    /**
     * Replaces a goal by its next version.
     *
     * @return the person's data version, or nothing when the goal has another version by now
     */
    OptionalLong replace(UUID user, Goal next) {
        Change change = new Change(key(user, next.id()), next.version() - 1, next);
        return commit(user, List.of(change), Write.at(next.updatedAt(), null));
    }

    /**
     * Deletes a goal that has this version.
     *
     * @param tasks what becomes of its tasks in the same write
     * @return the person's data version, or nothing when the goal or a task has another version by now, or a task was
     *     added meanwhile
     */
    OptionalLong delete(UUID user, Goal goal, List<Change> tasks, Instant now) {
        List<Change> changes = new ArrayList<>(tasks);
        changes.add(new Change(key(user, goal.id()), goal.version(), null));
        try {
            return commit(user, changes, Write.at(now, null));
        } catch (StoreFailure e) {
            if (e.reason() != Reason.DANGLING) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    private OptionalLong commit(UUID user, List<Change> changes, Write write) {
        return switch (rows.commit(user, write, changes)) {
            case Commit.Done done -> OptionalLong.of(done.dataVersion());
            case Commit.Stale ignored -> OptionalLong.empty();
        };
    }

    private static RowKey key(UUID user, UUID id) {
        return new RowKey(user, GoalStore.KIND, id);
    }
}
