package com.upcoach.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a subscription stands. */
public enum SubscriptionStatus {
    /** In force before the first payment. */
    @JsonProperty("trialing")
    TRIALING,
    /** In force. */
    @JsonProperty("active")
    ACTIVE,
    /** A payment is late; in force until the period ends. */
    @JsonProperty("past_due")
    PAST_DUE,
    /** Ended by us before its period did. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** Its last period is over. */
    @JsonProperty("expired")
    EXPIRED;

    /** Returns whether the plan is granted. */
    boolean inForce() {
        return switch (this) {
            case TRIALING, ACTIVE, PAST_DUE -> true;
            case CANCELLED, EXPIRED -> false;
        };
    }

    /** Returns the name on the wire and in the database. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SubscriptionStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
