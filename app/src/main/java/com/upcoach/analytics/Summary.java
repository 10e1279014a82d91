package com.upcoach.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A summary as it is shown.
 *
 * @param from the first day, in the person's own time
 * @param to the last day
 * @param goals as they are now, by status
 */
record Summary(LocalDate from, LocalDate to, Map<String, Long> goals, Tasks tasks, CheckIns checkIns, Streak streak) {

    /**
     * What became of tasks.
     *
     * @param created in these days
     * @param completed in these days, whenever they were made
     * @param completionRate share of those made in these days, but for cancelled ones, that are done by now, to four
     *     digits after the point; null when there is none
     * @param overdue not done and due before today
     */
    record Tasks(long created, long completed, @Nullable BigDecimal completionRate, long overdue) {
        static Tasks of(long created, long completed, long counted, long done, long overdue) {
            BigDecimal rate = counted == 0
                    ? null
                    : BigDecimal.valueOf(done).divide(BigDecimal.valueOf(counted), 4, RoundingMode.HALF_UP);
            return new Tasks(created, completed, rate, overdue);
        }
    }

    /**
     * Check-ins of these days.
     *
     * @param activeDays days with at least one
     * @param moodAverage to two digits after the point; null when none tells a mood
     */
    record CheckIns(long total, long activeDays, @Nullable BigDecimal moodAverage) {}

    /**
     * Days in a row with a check-in of any goal, over all time.
     *
     * @param current the run that ends today or yesterday, or later when a check-in is for a day to come; else 0
     */
    record Streak(long current, long best) {}
}
