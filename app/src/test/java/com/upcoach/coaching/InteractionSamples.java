package com.upcoach.coaching;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** Interactions with everything and with next to nothing. */
public final class InteractionSamples {
    private InteractionSamples() {}

    public static Stream<Object> of(UUID id, Instant now) {
        Interaction.Outcome full =
                new Interaction.Outcome("Läuft 🏃", "completed", "openai-compatible", "m", 12, 34, 56, true, false);
        Interaction.Outcome bare = new Interaction.Outcome("a", "completed", "rules", "rules-1", 0, 0, 0, false, true);
        return Stream.of(
                new Interaction(id, InteractionKind.REFLECTION, id, "ä", full, 5, 2, now, now),
                new Interaction(id, InteractionKind.CHAT, null, "x", bare, null, 1, Instant.EPOCH, now));
    }
}
