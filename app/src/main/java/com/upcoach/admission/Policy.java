package com.upcoach.admission;

import java.util.Locale;
import java.util.Optional;

/** What a limit is for. Each policy counts by itself: using one up leaves the others full. */
public enum Policy {
    /** The API: leased to members for signed-in people, as their screens open in bursts. */
    API(true, false),
    /** Signing in and registering, by client address and by account. */
    AUTH(false, true),
    /** AI coaching. */
    AI(false, true),
    /** Refreshing tokens: by itself, so that it cannot starve signing in. */
    REFRESH(false, false);

    private final boolean leased;
    private final boolean failsClosed;

    Policy(boolean leased, boolean failsClosed) {
        this.leased = leased;
        this.failsClosed = failsClosed;
    }

    /** Returns whether members may take permits of a signed-in person in blocks. */
    public boolean leased() {
        return leased;
    }

    /** Returns whether nobody is admitted while the counters cannot be asked; else a ceiling of each member's holds. */
    public boolean failsClosed() {
        return failsClosed;
    }

    /** Returns the name in paths, meters and settings, such as {@code api}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a policy by its {@link #slug}. */
    public static Optional<Policy> of(String slug) {
        for (Policy policy : values()) {
            if (policy.slug().equals(slug)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
