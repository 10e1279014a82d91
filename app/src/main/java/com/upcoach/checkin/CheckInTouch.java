package com.upcoach.checkin;

import com.upcoach.entity.Kind;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a check-in touches: its goal, of which it is, and what is derived of it. A check-in keeps its goal.
 */
final class CheckInTouch implements Kind.Touch<CheckIn> {
    @Override
    public Scope of(@Nullable CheckIn before, @Nullable CheckIn after) {
        UUID goal = Objects.requireNonNull(after == null ? before : after).goalId();
        return Scopes.checkInsOf(goal).and(Scopes.GOALS).and(Scopes.goal(goal));
    }
}
