package com.upcoach.task;

import com.upcoach.entity.Entity;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is kept.
 *
 * @param content what the person said of it
 * @param completedAt when it was done, null while it is not
 * @param source who thought of it: {@code user}, {@code ai} or {@code coach}
 * @param version from 1, raised by every change
 */
public record Task(
        UUID id,
        TaskContent content,
        @Nullable Instant completedAt,
        String source,
        long version,
        Instant createdAt,
        Instant updatedAt)
        implements Entity {

    static Task create(UUID id, TaskContent content, String source, Instant now) {
        return new Task(id, content, completedAt(content, null, now), source, 1, now, now);
    }

    /** Returns the task with other content, one version on; the same task when nothing differs. */
    Task edited(TaskContent next, Instant now) {
        if (next.equals(content)) {
            return this;
        }
        return new Task(id, next, completedAt(next, completedAt, now), source, version + 1, createdAt, now);
    }

    private static @Nullable Instant completedAt(TaskContent content, @Nullable Instant before, Instant now) {
        return content.status() == TaskStatus.DONE ? Objects.requireNonNullElse(before, now) : null;
    }
}
