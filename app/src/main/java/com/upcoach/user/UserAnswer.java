package com.upcoach.user;

import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;

/** A person's account as the person is shown it. */
public record UserAnswer(
        UUID id,
        String email,
        String displayName,
        String locale,
        String timeZone,
        LocalTime dayStart,
        String role,
        String plan,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    private static final String STANDARD_PLAN = "free";

    /**
     * Returns what may be shown of an account.
     *
     * @param plan whose entitlements hold
     */
    public static UserAnswer from(User user, String plan) {
        return new UserAnswer(
                user.id(),
                user.email(),
                user.displayName(),
                user.locale(),
                user.timeZone(),
                user.dayStart(),
                user.role(),
                plan,
                user.version(),
                user.createdAt(),
                user.updatedAt());
    }

    /** Returns the entity tag: the version, and a digest of the plan when it is another than everyone's. */
    public String etag() {
        return plan.equals(STANDARD_PLAN) ? Long.toString(version) : "%d-%08x".formatted(version, plan.hashCode());
    }
}
