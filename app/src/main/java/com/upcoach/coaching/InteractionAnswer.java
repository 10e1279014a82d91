package com.upcoach.coaching;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An interaction as it is shown, every documented field and no other. */
record InteractionAnswer(
        UUID id,
        InteractionKind kind,
        @Nullable UUID goalId,
        String prompt,
        String response,
        String status,
        String provider,
        String model,
        int tokensIn,
        int tokensOut,
        int latencyMs,
        boolean cached,
        boolean fallback,
        @Nullable Integer rating,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static InteractionAnswer from(Interaction interaction) {
        Interaction.Outcome outcome = interaction.outcome();
        return new InteractionAnswer(
                interaction.id(),
                interaction.kind(),
                interaction.goalId(),
                interaction.prompt(),
                outcome.response(),
                outcome.status(),
                outcome.provider(),
                outcome.model(),
                outcome.tokensIn(),
                outcome.tokensOut(),
                outcome.latencyMs(),
                outcome.cached(),
                outcome.fallback(),
                interaction.rating(),
                interaction.version(),
                interaction.createdAt(),
                interaction.updatedAt());
    }
}
