package com.upcoach.subscription;

import com.upcoach.subscription.Plans.Granted;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as it is shown, every documented field and no other. */
record SubscriptionAnswer(
        UUID id,
        Plan plan,
        SubscriptionStatus status,
        @Nullable Instant currentPeriodStart,
        @Nullable Instant currentPeriodEnd,
        boolean cancelAtPeriodEnd,
        Granted entitlements,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    /** Returns what is shown at a time. */
    static SubscriptionAnswer from(Subscription subscription, Plans plans, Instant now) {
        Subscription standing = subscription.at(now);
        Period period = standing.period();
        boolean kept = subscription.version() > 0;
        return new SubscriptionAnswer(
                subscription.id(),
                standing.plan(),
                standing.status(),
                period == null ? null : period.start(),
                period == null ? null : period.end(),
                standing.cancelAtPeriodEnd(),
                plans.granted(subscription.planAt(now)),
                subscription.version(),
                kept ? subscription.createdAt() : null,
                kept ? subscription.updatedAt() : null);
    }
}
