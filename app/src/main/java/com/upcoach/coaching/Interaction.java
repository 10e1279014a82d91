package com.upcoach.coaching;

import com.upcoach.entity.Entity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to the coach and its answer, as they are kept.
 *
 * @param goalId the goal it was about; it stays when the goal is deleted, as what was talked about then
 * @param prompt 1–4,000 characters
 * @param rating 1–5, null while it is not rated
 * @param version from 1, raised by every rating
 */
record Interaction(
        UUID id,
        InteractionKind kind,
        @Nullable UUID goalId,
        String prompt,
        Outcome outcome,
        @Nullable Integer rating,
        long version,
        Instant createdAt,
        Instant updatedAt)
        implements Entity {

    /**
     * What came of a question.
     *
     * @param status always {@code completed}: the rules answer when a provider cannot
     * @param latencyMs how long the answer took, in milliseconds
     * @param fallback whether the rules answered in place of a provider
     */
    record Outcome(
            String response,
            String status,
            String provider,
            String model,
            int tokensIn,
            int tokensOut,
            int latencyMs,
            boolean cached,
            boolean fallback) {}

    /** Returns it with a rating, one version on; the same when it is rated so already. */
    Interaction rated(int stars, Instant now) {
        if (rating != null && rating == stars) {
            return this;
        }
        return new Interaction(id, kind, goalId, prompt, outcome, stars, version + 1, createdAt, now);
    }
}
