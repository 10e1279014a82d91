package com.upcoach.subscription;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** Subscriptions with everything and with next to nothing. */
public final class SubscriptionSamples {
    private SubscriptionSamples() {}

    public static Stream<Object> of(UUID user, Instant now) {
        return Stream.of(
                new Subscription(
                        user, Plan.PRO, SubscriptionStatus.PAST_DUE, Period.from(now), true, 7, Instant.EPOCH, now),
                Subscription.none(user));
    }
}
