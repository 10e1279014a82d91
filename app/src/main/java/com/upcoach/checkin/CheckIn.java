package com.upcoach.checkin;

import com.upcoach.entity.Entity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    /**
     * Returns the id that a check-in has: UUID version 8 (RFC 9562) from SHA-256. Equal requests have equal ids on every
     * member, so their owner puts them in order and no constraint has to.
     */
    static UUID id(UUID goal, String requestId) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(goal + "/" + requestId));
        long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the check-in with other content, one version on; the same when nothing differs. */
    CheckIn edited(CheckInContent next, Instant now) {
        return next.equals(content)
                ? this
                : new CheckIn(id, goalId, requestId, next, receivedAt, version + 1, createdAt, now);
    }
}
