package com.upcoach.goal;

import com.upcoach.entity.Entity;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A goal as it is kept.
 *
 * @param content what the person said of it
 * @param completedAt when it was completed, null while it is not
 * @param version from 1, raised by every change
 */
public record Goal(
        UUID id, GoalContent content, @Nullable Instant completedAt, long version, Instant createdAt, Instant updatedAt)
        implements Entity {

    /** Returns a new goal. */
    static Goal create(UUID id, GoalContent content, Instant now) {
        return new Goal(id, content, completedAt(content, null, now), 1, now, now);
    }

    /** Returns the goal with other content, one version on; the same goal when nothing differs. */
    Goal edited(GoalContent next, Instant now) {
        if (next.equals(content)) {
            return this;
        }
        return new Goal(id, next, completedAt(next, completedAt, now), version + 1, createdAt, now);
    }

    private static @Nullable Instant completedAt(GoalContent content, @Nullable Instant before, Instant now) {
        return content.status() == GoalStatus.COMPLETED ? Objects.requireNonNullElse(before, now) : null;
    }
}
