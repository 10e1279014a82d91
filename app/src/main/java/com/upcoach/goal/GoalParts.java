package com.upcoach.goal;

import com.upcoach.grid.row.Change;
import java.util.List;
import java.util.UUID;

/** What is kept under a goal and goes with it. Thread-safe. */
@FunctionalInterface
public interface GoalParts {
    /** Returns the changes that delete what is kept under a goal, to go into the write that deletes the goal. */
    List<Change> leaving(UUID user, UUID goal);
}
