package com.upcoach.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a task, checked: all that a client may write.
 *
 * @param goalId the goal it leads to, or none
 * @param title 1–200 characters
 * @param notes at most 10,000 characters
 * @param priority 0 (none) to 4 (highest)
 * @param dueTime only with a date
 * @param checklist at most 50 points
 * @param estimateMinutes 1–100,000
 * @param position where it stands among its goal's tasks, 0–1,000,000
 * @param tags at most 20, each 1–50 characters, none twice
 */
public record TaskContent(
        @Nullable UUID goalId,
        String title,
        String notes,
        TaskStatus status,
        int priority,
        @Nullable LocalDate dueDate,
        @Nullable LocalTime dueTime,
        List<ChecklistItem> checklist,
        @Nullable Integer estimateMinutes,
        int position,
        List<String> tags) {

    public TaskContent {
        checklist = List.copyOf(checklist);
        tags = List.copyOf(tags);
    }

    TaskContent withStatus(TaskStatus next) {
        return new TaskContent(
                goalId, title, notes, next, priority, dueDate, dueTime, checklist, estimateMinutes, position, tags);
    }

    TaskContent withGoal(@Nullable UUID goal) {
        return new TaskContent(
                goal, title, notes, status, priority, dueDate, dueTime, checklist, estimateMinutes, position, tags);
    }

    /**
     * The body of a request: what is absent has its default, so PUT replaces and PATCH patches this.
     *
     * @param id of a new task alone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(
            @Nullable UUID id,
            @Nullable UUID goalId,
            @Nullable String title,
            @Nullable String notes,
            @Nullable TaskStatus status,
            @Nullable Integer priority,
            @Nullable LocalDate dueDate,
            @Nullable LocalTime dueTime,
            @Nullable List<ChecklistItem.@Nullable Body> checklist,
            @Nullable Integer estimateMinutes,
            @Nullable Integer position,
            @Nullable List<@Nullable String> tags) {

        static Body from(TaskContent content) {
            return new Body(
                    null,
                    content.goalId,
                    content.title,
                    content.notes,
                    content.status,
                    content.priority,
                    content.dueDate,
                    content.dueTime,
                    content.checklist.stream().map(ChecklistItem.Body::from).toList(),
                    content.estimateMinutes,
                    content.position,
                    List.copyOf(content.tags));
        }

        /** Refuses an id where the path or nothing says it. */
        Body withoutId() {
            if (id != null) {
                throw unknown("/id");
            }
            return this;
        }

        /** Refuses a goal where the task comes with its goal. */
        Body withoutGoal(String pointer) {
            if (goalId != null) {
                throw unknown(pointer + "/goalId");
            }
            return this;
        }

        private static Failure unknown(String pointer) {
            return new Failure.Malformed(
                    "unknown-field",
                    "The body does not fit.",
                    new Fault(pointer, "unknown-field", "This field does not exist here."));
        }

        /** Returns the content of a task by itself. */
        TaskContent checked(int place) {
            Rules rules = new Rules();
            TaskContent content = checked("", place, rules);
            rules.check();
            return content;
        }

        /**
         * Returns the content, its faults noted.
         *
         * @param pointer where in the body the task stands
         * @param place its position when it does not say one
         */
        TaskContent checked(String pointer, int place, Rules rules) {
            rules.require(
                    dueTime == null || dueDate != null,
                    pointer + "/dueTime",
                    "date-missing",
                    "A due time needs a due date.");
            return new TaskContent(
                    goalId,
                    rules.text(pointer + "/title", title, 1, SizeLimits.TITLE),
                    rules.text(pointer + "/notes", notes, 0, SizeLimits.TEXT),
                    status == null ? TaskStatus.TODO : status,
                    priority == null ? 0 : rules.whole(pointer + "/priority", priority, 0, 4),
                    dueDate,
                    dueTime,
                    checkedPoints(pointer + "/checklist", rules),
                    estimateMinutes == null
                            ? null
                            : rules.whole(pointer + "/estimateMinutes", estimateMinutes, 1, 100_000),
                    position == null ? place : rules.whole(pointer + "/position", position, 0, 1_000_000),
                    rules.tags(pointer + "/tags", tags));
        }

        private List<ChecklistItem> checkedPoints(String pointer, Rules rules) {
            List<ChecklistItem.@Nullable Body> given =
                    rules.atMost(SizeLimits.CHECKLIST, pointer, checklist, "A checklist has at most 50 points.");
            List<ChecklistItem> points = new ArrayList<>();
            for (ChecklistItem.Body point : given) {
                String at = pointer + "/" + points.size();
                rules.require(point != null, at, "required", "A point must not be null.");
                ChecklistItem item =
                        (point == null ? new ChecklistItem.Body(null, "?", null) : point).checked(at, rules);
                rules.require(
                        points.stream().noneMatch(other -> other.id().equals(item.id())),
                        at + "/id",
                        "duplicate",
                        "This id is given twice.");
                points.add(item);
            }
            return points;
        }
    }
}
