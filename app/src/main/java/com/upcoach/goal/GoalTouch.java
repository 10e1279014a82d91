package com.upcoach.goal;

import com.upcoach.entity.Kind;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of a goal touches: the goal and lists of goals. Its tasks and check-ins are rows of their own. */
final class GoalTouch implements Kind.Touch<Goal> {
    @Override
    public Scope of(@Nullable Goal before, @Nullable Goal after) {
        return Scopes.GOALS.and(Scopes.goal(
                Objects.requireNonNull(after == null ? before : after).id()));
    }
}
