package com.upcoach.entity;

import com.upcoach.grid.row.Scope;
import java.util.UUID;

/**
 * The parts of a person's rows by which views are told apart: a change says which it touches, a view which it shows.
 * What shows or touches more than these name says {@link Scope#ALL}.
 */
public final class Scopes {
    /** The account and its plan. */
    public static final Scope ACCOUNT = Scope.of("account");

    /** All goals, with what is derived of their tasks and check-ins. */
    public static final Scope GOALS = Scope.of("goals");

    /** All tasks. */
    public static final Scope TASKS = Scope.of("tasks");

    /** What was asked of the coach, and answered. */
    public static final Scope INTERACTIONS = Scope.of("interactions");

    private Scopes() {}

    /** One goal, with what is derived of its tasks and check-ins. */
    public static Scope goal(UUID id) {
        return Scope.of("goal/" + id);
    }

    /** The tasks of one goal. */
    public static Scope tasksOf(UUID goal) {
        return Scope.of("tasks-of/" + goal);
    }

    /** One task. */
    public static Scope task(UUID id) {
        return Scope.of("task/" + id);
    }

    /** The check-ins of one goal. */
    public static Scope checkInsOf(UUID goal) {
        return Scope.of("check-ins-of/" + goal);
    }
}
