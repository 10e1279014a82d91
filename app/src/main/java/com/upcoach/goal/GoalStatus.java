package com.upcoach.goal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.upcoach.http.Scalars;
import java.util.Locale;

/** Where a goal stands. */
public enum GoalStatus {
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("abandoned")
    ABANDONED;

    /** Returns whether a goal that stands so counts among those that a plan allows: it is not over. */
    boolean takesRoom() {
        return switch (this) {
            case DRAFT, ACTIVE, PAUSED -> true;
            case COMPLETED, ABANDONED -> false;
        };
    }

    /** Returns the name on the wire and in the database. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a name on the wire.
     *
     * @throws IllegalArgumentException when there is none such
     */
    static GoalStatus of(String text) {
        return Scalars.constant(GoalStatus.class, text);
    }
}
