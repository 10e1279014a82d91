package com.upcoach.task;

import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.Commit;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.Row;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Tasks that the coach thought of: made once, under ids that the proposal settles. Thread-safe. */
public final class ProposedTasks {
    private final UserRows rows;

    public ProposedTasks(UserRows rows) {
        this.rows = rows;
    }

    /** Returns a task to be made. */
    public static Task task(
            UUID id,
            @Nullable UUID goal,
            String title,
            String notes,
            int priority,
            @Nullable LocalDate due,
            @Nullable Integer minutes,
            Instant now) {
        TaskContent content = new TaskContent(
                goal, title, notes, TaskStatus.TODO, priority, due, null, List.of(), minutes, 0, List.of());
        return Task.create(id, content, "ai", now);
    }

    /** Returns tasks as they are shown. */
    public static List<?> shown(List<Task> tasks) {
        return tasks.stream().map(TaskAnswer::from).toList();
    }

    /**
     * What became of a proposal.
     *
     * @param ever whether it was accepted once
     * @param left those of its tasks that still exist
     */
    public record Made(boolean ever, List<Task> left) {}

    /**
     * Returns what became of a proposal.
     *
     * @param ids of its tasks, by their place from 0
     */
    public Made made(UUID user, IntFunction<UUID> ids) {
        List<Task> left = new ArrayList<>();
        for (int place = 0; ; place++) {
            Row row = rows.read(TaskStore.TASKS.key(user, ids.apply(place)));
            if (row instanceof Row.Present present) {
                left.add((Task) present.value());
            } else if (!(row instanceof Row.Absent absent) || absent.lastVersion() == 0) {
                return new Made(place > 0, left);
            }
        }
    }

    /** Makes nothing, but keeps the answer for retries if there is one to keep; returns the data version. */
    public long left(UUID user, Instant now, @Nullable KeptAnswer kept) {
        if (kept != null && rows.commit(user, Write.at(now, kept), List.of()) instanceof Commit.Done done) {
            return done.dataVersion();
        }
        return rows.ownersDataVersion(user);
    }

    /**
     * Makes all of the tasks or none.
     *
     * @return the data version, or nothing when one was made before, or their goal is gone
     */
    public OptionalLong make(UUID user, List<Task> tasks, Instant now, @Nullable KeptAnswer kept) {
        List<Change> changes =
                tasks.stream().map(task -> TaskStore.TASKS.adding(user, task)).toList();
        try {
            return rows.commit(user, Write.at(now, kept), changes) instanceof Commit.Done done
                    ? OptionalLong.of(done.dataVersion())
                    : OptionalLong.empty();
        } catch (StoreFailure e) {
            if (e.reason() == StoreFailure.Reason.DANGLING) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }
}
