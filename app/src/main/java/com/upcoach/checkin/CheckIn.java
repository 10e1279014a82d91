package com.upcoach.checkin;

import com.upcoach.digest.Sha256;
import com.upcoach.entity.Entity;
import java.time.Instant;
import java.util.UUID;

/**
 * A check-in as it is kept.
 *
 * @param goalId the goal it belongs to
 * @param requestId the client's own name for it, unique in its goal
 * @param content what the person said of it
 * @param receivedAt when it first came to us
 * @param version from 1, raised by every change
 */
public record CheckIn(
        UUID id,
        UUID goalId,
        String requestId,
        CheckInContent content,
        Instant receivedAt,
        long version,
        Instant createdAt,
        Instant updatedAt)
        implements Entity {

    static CheckIn create(UUID goal, String requestId, CheckInContent content, Instant now) {
        return new CheckIn(id(goal, requestId), goal, requestId, content, now, 1, now, now);
    }

    /** Returns the id that a check-in has: the same for equal requests. */
    static UUID id(UUID goal, String requestId) {
        return Sha256.id(goal + "/" + requestId);
    }

    /** Returns the check-in with other content, one version on; the same when nothing differs. */
    CheckIn edited(CheckInContent next, Instant now) {
        return next.equals(content)
                ? this
                : new CheckIn(id, goalId, requestId, next, receivedAt, version + 1, createdAt, now);
    }
}
