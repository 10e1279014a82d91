package com.upcoach.coaching;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.upcoach.http.Scalars;
import java.util.Locale;

/** What a person wants of the coach. */
enum InteractionKind {
    @JsonProperty("chat")
    CHAT,
    @JsonProperty("recommendation")
    RECOMMENDATION,
    @JsonProperty("reflection")
    REFLECTION;

    /** Returns the name on the wire and in the database. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a name on the wire.
     *
     * @throws IllegalArgumentException when there is none such
     */
    static InteractionKind of(String text) {
        return Scalars.constant(InteractionKind.class, text);
    }
}
