package com.upcoach.coaching.advice;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at: a person's active goals and open tasks, as of one local day.
 *
 * @param today the person's local day
 * @param goals active ones, the newest first
 * @param overdue open tasks whose due date is past, the oldest first
 * @param undatedTasks open tasks without a due date
 * @param tasksThisWeek open tasks that are due today or in the six days after
 */
public record Facts(
        UUID user, LocalDate today, List<Goal> goals, List<OverdueTask> overdue, int undatedTasks, int tasksThisWeek) {

    public Facts {
        goals = List.copyOf(goals);
        overdue = List.copyOf(overdue);
    }

    /**
     * An active goal.
     *
     * @param percent how far it is reached, 0–100
     * @param perWeek check-ins a week that a habit aims at; 0 when it is none
     * @param since local day on which it was made
     * @param lastDone local day on which one of its tasks was last done
     * @param streak days in a row with a check-in that end today or yesterday
     * @param lastCheckIn local day of the last one
     * @param checkIns local days with a check-in, of the seven that end today
     */
    public record Goal(
            UUID id,
            String title,
            int priority,
            @Nullable LocalDate target,
            int percent,
            int perWeek,
            LocalDate since,
            int openTasks,
            @Nullable LocalDate lastDone,
            int streak,
            @Nullable LocalDate lastCheckIn,
            Set<LocalDate> checkIns) {

        public Goal {
            checkIns = Set.copyOf(checkIns);
        }

        /** Returns the day on which something last happened: a task done, a check-in, or that it was made. */
        LocalDate lastActive() {
            LocalDate last = lastDone == null || lastDone.isBefore(since) ? since : lastDone;
            return lastCheckIn == null || lastCheckIn.isBefore(last) ? last : lastCheckIn;
        }
    }

    /** An open task whose due date is past. */
    public record OverdueTask(UUID id, @Nullable UUID goalId, String title, LocalDate due, int priority) {}
}
