package com.upcoach.goal;

import com.upcoach.entity.Edit;
import com.upcoach.entity.Entities;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.Cap;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.RowIds;
import com.upcoach.grid.row.UserRows;
import com.upcoach.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of goals. Thread-safe. */
public final class GoalService {
    private final Entities<Goal> goals;
    private final Tasks tasks;
    private final GoalParts parts;
    private final Clock clock;

    /**
     * Creates the service.
     *
     * @param maxGoals how many goals a person may have that are not completed or abandoned
     */
    public GoalService(UserRows rows, Tasks tasks, GoalParts parts, ToIntFunction<UUID> maxGoals, Clock clock) {
        this.goals = new Entities<>(rows, GoalStore.GOALS, (user, before, after) -> cap(user, before, after, maxGoals));
        this.tasks = tasks;
        this.parts = parts;
        this.clock = clock;
    }

    private static @Nullable Cap cap(UUID user, @Nullable Goal before, Goal after, ToIntFunction<UUID> maxGoals) {
        boolean tookRoom = before != null && before.content().status().takesRoom();
        return tookRoom || !after.content().status().takesRoom()
                ? null
                : new Cap(GoalStore.GOALS.name(), maxGoals.applyAsInt(user));
    }

    /**
     * Makes a goal together with its tasks: all of it or nothing.
     *
     * @param id the client's own, if it has one
     * @param keep makes the answer that is kept for retries, in the same transaction
     * @throws Failure.Conflict when an id is or was that of another goal or task
     * @throws Failure.Forbidden when the person's plan has no room for it
     */
    Edit.Made<Goal> create(
            UUID user,
            Optional<UUID> id,
            GoalContent content,
            List<Tasks.Draft> drafts,
            Function<Goal, @Nullable KeptAnswer> keep) {
        Instant now = clock.instant();
        Goal goal = Goal.create(id.orElseGet(() -> RowIds.next(now)), content, now);
        List<Change> made =
                drafts.stream().map(draft -> draft.under(user, goal.id(), now)).toList();
        return goals.add(user, goal, made, keep.apply(goal));
    }

    /**
     * Changes a goal's content. An edit that changes nothing raises no version.
     *
     * @param allowed tells whether the edit may replace this version
     * @param edit makes the new content from the present one
     * @throws Failure.NotFound when the person has no such goal
     * @throws Failure.Forbidden when it takes up a closed goal again and the person's plan has no room for it
     */
    Edit<Goal> edit(UUID user, UUID id, LongPredicate allowed, UnaryOperator<GoalContent> edit) {
        return goals.edit(user, id, allowed, goal -> goal.edited(edit.apply(goal.content()), clock.instant()));
    }

    /**
     * Deletes a goal and its check-ins.
     *
     * @param allowed tells whether this version may be deleted
     * @param withTasks whether its tasks are deleted too; if not they stay, without a goal
     * @return the goal as it was, or that the condition was lost
     * @throws Failure.NotFound when the person has no such goal
     */
    Edit<Goal> delete(UUID user, UUID id, LongPredicate allowed, boolean withTasks) {
        Instant now = clock.instant();
        return goals.delete(user, id, allowed, now, goal -> {
            List<Change> others = new ArrayList<>(tasks.leaving(user, goal.id(), withTasks, now));
            others.addAll(parts.leaving(user, goal.id()));
            return others;
        });
    }
}
