package com.upcoach.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a person can subscribe to. */
public enum Plan {
    @JsonProperty("free")
    FREE(0, 1, 50),
    @JsonProperty("pro")
    PRO(999, 5, 500),
    @JsonProperty("coach")
    COACH(2_999, 20, 5_000);

    private final int priceMinor;
    private final int multiple;
    private final int maxGoals;

    Plan(int priceMinor, int multiple, int maxGoals) {
        this.priceMinor = priceMinor;
        this.multiple = multiple;
        this.maxGoals = maxGoals;
    }

    /** Returns what a month costs, in cents. */
    int priceMinor() {
        return priceMinor;
    }

    /** Returns how often it grants the standard quota. */
    int multiple() {
        return multiple;
    }

    /** Returns how many goals it allows that are not completed or abandoned. */
    public int maxGoals() {
        return maxGoals;
    }

    /** Returns the name on the wire and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Plan of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
