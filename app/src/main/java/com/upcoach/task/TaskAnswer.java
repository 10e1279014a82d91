package com.upcoach.task;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as it is shown, every documented field and no other. */
record TaskAnswer(
        UUID id,
        @Nullable UUID goalId,
        String title,
        String notes,
        TaskStatus status,
        @Nullable Instant completedAt,
        int priority,
        @Nullable LocalDate dueDate,
        @Nullable LocalTime dueTime,
        List<ChecklistItem> checklist,
        @Nullable Integer estimateMinutes,
        int position,
        List<String> tags,
        String source,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static TaskAnswer from(Task task) {
        TaskContent content = task.content();
        return new TaskAnswer(
                task.id(),
                content.goalId(),
                content.title(),
                content.notes(),
                content.status(),
                task.completedAt(),
                content.priority(),
                content.dueDate(),
                content.dueTime(),
                content.checklist(),
                content.estimateMinutes(),
                content.position(),
                content.tags(),
                task.source(),
                task.version(),
                task.createdAt(),
                task.updatedAt());
    }
}
