package com.upcoach.checkin;

import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.goal.GoalParts;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.row.Change;
import java.util.List;
import java.util.UUID;

/** What a goal's own writes need of its check-ins. Thread-safe. */
public final class CheckIns implements GoalParts {
    private static final Sql OF_GOAL =
            new Sql("check-in-of-goal", "SELECT id, version FROM check_ins WHERE user_id = ? AND goal_id = ?");

    private final Database database;

    public CheckIns(Database database) {
        this.database = database;
    }

    @Override
    public List<Change> leaving(UUID user, UUID goal) {
        return GridCalls.query(() -> database.query(
                OF_GOAL,
                c -> new Change(CheckInStore.CHECK_INS.key(user, c.uuid("id")), c.longInteger("version"), null),
                user,
                goal));
    }
}
