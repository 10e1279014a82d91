package com.upcoach.goal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A goal as it is shown, every documented field and no other. */
record GoalAnswer(
        UUID id,
        String title,
        String description,
        @Nullable String category,
        GoalStatus status,
        int priority,
        @Nullable LocalDate startDate,
        @Nullable LocalDate targetDate,
        @Nullable Instant completedAt,
        Metric metric,
        int progressPercent,
        Streak streak,
        List<String> tags,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Days in a row with a check-in: up to today or yesterday, at most ever, and the last of all. */
    record Streak(int current, int best, @Nullable LocalDate lastDate) {
        static final Streak NONE = new Streak(0, 0, null);
    }

    static GoalAnswer from(Goal goal, Derived derived) {
        GoalContent content = goal.content();
        return new GoalAnswer(
                goal.id(),
                content.title(),
                content.description(),
                content.category(),
                content.status(),
                content.priority(),
                content.startDate(),
                content.targetDate(),
                goal.completedAt(),
                content.metric().reaching(derived.current()),
                derived.progressPercent(),
                derived.streak(),
                content.tags(),
                goal.version(),
                goal.createdAt(),
                goal.updatedAt());
    }
}
