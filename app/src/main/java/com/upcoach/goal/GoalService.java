package com.upcoach.goal;

import com.upcoach.failure.Failure;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.RowIds;
import com.upcoach.grid.row.UserRows;
import com.upcoach.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of goals. Thread-safe. */
public final class GoalService {
    /** Tries of an edit without a condition; each lost one means that another edit of the same goal was made. */
    private static final int MAX_TRIES = 10;

    private final UserRows rows;
    private final GoalRepository goals;
    private final Tasks tasks;
    private final Clock clock;

    public GoalService(UserRows rows, Tasks tasks, Clock clock) {
        this.rows = rows;
        this.goals = new GoalRepository(rows);
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Makes a goal together with its tasks: all of it or nothing.
     *
     * @param id the client's own, if it has one
     * @param keep makes the answer that is kept for retries, in the same transaction
     * @throws Failure.Conflict when an id is or was that of another goal or task
     */
    Edit.Made create(
            UUID user,
            Optional<UUID> id,
            GoalContent content,
            List<Tasks.Draft> drafts,
            Function<Goal, @Nullable KeptAnswer> keep) {
        Instant now = now();
        Goal goal = Goal.create(id.orElseGet(() -> RowIds.next(now)), content, now);
        List<Change> made =
                drafts.stream().map(draft -> draft.under(user, goal.id(), now)).toList();
        OptionalLong dataVersion = goals.add(user, goal, made, keep.apply(goal));
        if (dataVersion.isEmpty()) {
            throw new Failure.Conflict("id-taken", "This id is or was that of another goal or task of yours.");
        }
        return new Edit.Made(goal, dataVersion.getAsLong());
    }

    /**
     * Changes a goal's content. An edit that changes nothing raises no version.
     *
     * @param allowed tells whether the edit may replace this version
     * @param edit makes the new content from the present one
     * @throws Failure.NotFound when the person has no such goal
     */
    Edit edit(UUID user, UUID id, LongPredicate allowed, UnaryOperator<GoalContent> edit) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            Goal current = find(user, id);
            if (!allowed.test(current.version())) {
                return new Edit.Lost(current, rows.ownersDataVersion(user));
            }
            Goal next = current.edited(edit.apply(current.content()), now());
            if (next.version() == current.version()) {
                return new Edit.Made(current, rows.ownersDataVersion(user));
            }
            OptionalLong dataVersion = goals.replace(user, next);
            if (dataVersion.isPresent()) {
                return new Edit.Made(next, dataVersion.getAsLong());
            }
        }
        throw contended();
    }

    /**
     * Deletes a goal.
     *
     * @param allowed tells whether this version may be deleted
     * @param withTasks whether its tasks are deleted too; if not they stay, without a goal
     * @return the goal as it was, or that the condition was lost
     * @throws Failure.NotFound when the person has no such goal
     */
    Edit delete(UUID user, UUID id, LongPredicate allowed, boolean withTasks) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            Goal current = find(user, id);
            if (!allowed.test(current.version())) {
                return new Edit.Lost(current, rows.ownersDataVersion(user));
            }
            OptionalLong dataVersion = deleted(user, current, withTasks);
            if (dataVersion.isPresent()) {
                return new Edit.Made(current, dataVersion.getAsLong());
            }
            // The tasks were listed by PostgreSQL: a grid that is behind it would be stale each time.
            rows.caughtUp(user);
        }
        throw contended();
    }

    private OptionalLong deleted(UUID user, Goal goal, boolean withTasks) {
        Instant now = now();
        return goals.delete(user, goal, tasks.leaving(user, goal.id(), withTasks, now), now);
    }

    static Failure notFound() {
        return new Failure.NotFound("goal-not-found", "There is no such goal.");
    }

    private Goal find(UUID user, UUID id) {
        return goals.find(user, id).orElseThrow(GoalService::notFound);
    }

    private static Failure contended() {
        return new Failure.Unavailable("write-contended", "Too many edits of this goal at once. Try again.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
