package com.upcoach.coaching.advice;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.upcoach.digest.Sha256;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that would help the person now, as it is shown.
 *
 * @param id a pure function of the person, the kind, what it is about, and the day
 * @param reason names the facts
 * @param priority 0 to 4 (most urgent)
 * @param proposedTasks what accepting it makes; never empty
 */
public record Recommendation(
        UUID id,
        Kind kind,
        @Nullable UUID goalId,
        String title,
        String reason,
        int priority,
        List<ProposedTask> proposedTasks) {

    private static final int MAX_TITLE = 200;

    public Recommendation {
        proposedTasks = List.copyOf(proposedTasks);
    }

    /** Why something is recommended; of equal priority, the earlier kind comes first. */
    public enum Kind {
        @JsonProperty("overdue")
        OVERDUE,
        @JsonProperty("streak-at-risk")
        STREAK_AT_RISK,
        @JsonProperty("target-nearing")
        TARGET_NEARING,
        @JsonProperty("untouched-priority")
        UNTOUCHED_PRIORITY,
        @JsonProperty("habit-below-target")
        HABIT_BELOW_TARGET,
        @JsonProperty("stalled")
        STALLED,
        @JsonProperty("no-next-task")
        NO_NEXT_TASK,
        @JsonProperty("too-many-goals")
        TOO_MANY_GOALS,
        @JsonProperty("plan-week")
        PLAN_WEEK,
        @JsonProperty("celebrate")
        CELEBRATE
    }

    /** A task that accepting makes. */
    public record ProposedTask(
            String title,
            String notes,
            @Nullable LocalDate dueDate,
            @Nullable Integer estimateMinutes,
            int priority) {
        public ProposedTask {
            title = cut(title, MAX_TITLE);
        }
    }

    /** Returns a recommendation about a goal, or about a task, or about all when the subject is the person. */
    static Recommendation of(
            Facts facts,
            Kind kind,
            UUID subject,
            @Nullable UUID goal,
            int priority,
            String title,
            String reason,
            ProposedTask task) {
        String name = facts.user() + "|" + kind.name().toLowerCase(Locale.ROOT) + "|" + subject + "|" + facts.today();
        return new Recommendation(Sha256.id(name), kind, goal, cut(title, MAX_TITLE), reason, priority, List.of(task));
    }

    /** Returns the id of one of its tasks: always the same, so that accepting twice makes them once. */
    public static UUID taskId(UUID recommendation, int place) {
        return Sha256.id(recommendation + "|task|" + place);
    }

    /** Returns at most so many characters (code points). */
    static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }
}
