package com.upcoach.goal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a goal, checked: all that a client may write.
 *
 * @param title 1–200 characters
 * @param description at most 10,000 characters
 * @param category 1–50 characters, or none
 * @param priority 0 (none) to 4 (highest)
 * @param tags at most 20, each 1–50 characters, none twice
 */
public record GoalContent(
        String title,
        String description,
        @Nullable String category,
        GoalStatus status,
        int priority,
        @Nullable LocalDate startDate,
        @Nullable LocalDate targetDate,
        Metric metric,
        List<String> tags) {

    public GoalContent {
        tags = List.copyOf(tags);
    }

    /** The body of a request: what is absent has its default, so PUT replaces and PATCH patches this. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            @Nullable String title,
            @Nullable String description,
            @Nullable String category,
            @Nullable GoalStatus status,
            @Nullable Integer priority,
            @Nullable LocalDate startDate,
            @Nullable LocalDate targetDate,
            Metric.@Nullable Body metric,
            @Nullable List<@Nullable String> tags) {

        static Body from(GoalContent content) {
            return new Body(
                    content.title,
                    content.description,
                    content.category,
                    content.status,
                    content.priority,
                    content.startDate,
                    content.targetDate,
                    Metric.Body.from(content.metric),
                    List.copyOf(content.tags));
        }

        GoalContent checked() {
            Rules rules = new Rules();
            GoalContent content = new GoalContent(
                    rules.text("/title", title, 1, SizeLimits.TITLE),
                    rules.text("/description", description, 0, SizeLimits.TEXT),
                    category == null ? null : rules.text("/category", category, 1, SizeLimits.CATEGORY),
                    status == null ? GoalStatus.ACTIVE : status,
                    priority == null ? 0 : rules.whole("/priority", priority, 0, 4),
                    startDate,
                    targetDate,
                    Metric.checked(metric, rules),
                    rules.tags("/tags", tags));
            rules.require(
                    startDate == null || targetDate == null || !targetDate.isBefore(startDate),
                    "/targetDate",
                    "before-start",
                    "The target date must not be before the start date.");
            rules.check();
            return content;
        }
    }
}
