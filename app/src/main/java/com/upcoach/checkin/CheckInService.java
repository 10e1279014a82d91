package com.upcoach.checkin;

import com.upcoach.checkin.CheckInContent.Body;
import com.upcoach.checkin.CheckInContent.Setting;
import com.upcoach.entity.Edit;
import com.upcoach.entity.Entities;
import com.upcoach.failure.Failure;
import com.upcoach.goal.Goal;
import com.upcoach.goal.GoalStore;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import com.upcoach.user.Users;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of check-ins. Thread-safe. */
public final class CheckInService {
    private final Entities<CheckIn> checkIns;
    private final Entities<Goal> goals;
    private final Users users;
    private final Clock clock;

    public CheckInService(UserRows rows, Users users, Clock clock) {
        this.checkIns = new Entities<>(rows, CheckInStore.CHECK_INS);
        this.goals = new Entities<>(rows, GoalStore.GOALS);
        this.users = users;
        this.clock = clock;
    }

    /**
     * Makes a check-in, or changes the one that has this request id; equal content changes nothing.
     *
     * @param keep makes the answer that is kept for retries, by whether the check-in is new, in the same transaction
     * @throws Failure.NotFound when the person has no such goal
     * @throws Failure.Conflict when the check-in of this request id was deleted
     */
    Entities.Put<CheckIn> put(
            UUID user,
            UUID goal,
            String requestId,
            Body body,
            BiFunction<CheckIn, Boolean, @Nullable KeptAnswer> keep) {
        Setting setting = knowing(setting(user, goal), user, CheckIn.id(goal, requestId));
        CheckIn fresh = CheckIn.create(goal, requestId, body.checked(setting, Optional.empty()), setting.now());
        try {
            return checkIns.put(
                    user,
                    fresh.id(),
                    () -> fresh,
                    present -> present.edited(body.checked(setting, Optional.of(present.content())), setting.now()),
                    (checkIn, isNew) -> Write.at(setting.now(), keep.apply(checkIn, isNew)));
        } catch (Failure.Invalid gone) {
            // The body was checked before: the goal is deleted by now.
            throw GoalStore.GOALS.notFound().at(gone.dataVersion());
        }
    }

    /**
     * Changes a check-in's content. An edit that changes nothing raises no version.
     *
     * @param allowed tells whether the edit may replace this version
     * @param edit makes the new content from the present one
     * @throws Failure.NotFound when the goal has no such check-in
     */
    Edit<CheckIn> edit(UUID user, UUID goal, UUID id, LongPredicate allowed, UnaryOperator<Body> edit) {
        requireUnder(user, goal, id);
        Setting setting = setting(user, goal);
        return checkIns.edit(
                user,
                id,
                allowed,
                present -> present.edited(
                        edit.apply(Body.from(present.content()))
                                .checked(setting.knowing(present.content().value()), Optional.empty()),
                        setting.now()));
    }

    /**
     * Deletes a check-in.
     *
     * @throws Failure.NotFound when the goal has no such check-in
     */
    Edit<CheckIn> delete(UUID user, UUID goal, UUID id, LongPredicate allowed) {
        requireUnder(user, goal, id);
        return checkIns.delete(user, id, allowed, clock.instant(), ignored -> List.of());
    }

    /** Returns the person's day now. */
    LocalDate today(UUID user) {
        return users.days(user).day(clock.instant());
    }

    private void requireUnder(UUID user, UUID goal, UUID id) {
        if (!checkIns.get(user, id).goalId().equals(goal)) {
            throw CheckInStore.CHECK_INS.notFound();
        }
    }

    /** A retry may come when its goal takes no values any more. */
    private Setting knowing(Setting setting, UUID user, UUID id) {
        return setting.measured()
                ? setting
                : checkIns.find(user, id)
                        .map(present -> setting.knowing(present.content().value()))
                        .orElse(setting);
    }

    private Setting setting(UUID user, UUID goal) {
        boolean measured = goals.get(user, goal).content().metric().takesValues();
        return new Setting(clock.instant(), measured, users.days(user), null);
    }
}
