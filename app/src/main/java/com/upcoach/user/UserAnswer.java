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

    /** Subscriptions are not kept yet, so everyone is on the free plan. */
    private static final String PLAN = "free";

    /** Returns what may be shown of an account. */
    public static UserAnswer from(User user) {
        return new UserAnswer(
                user.id(),
                user.email(),
                user.displayName(),
                user.locale(),
                user.timeZone(),
                user.dayStart(),
                user.role(),
                PLAN,
                user.version(),
                user.createdAt(),
                user.updatedAt());
    }
}
