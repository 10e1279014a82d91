package com.upcoach.subscription;

import com.upcoach.database.Transaction;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The plan whose entitlements hold for a person, as views show it.
 *
 * @param plan its name
 * @param until when the clock alone may change it, null when never
 */
public record PlanInForce(String plan, @Nullable Instant until) {
    /** Selects the plan of a person at a time. */
    public static PlanInForce select(Transaction snapshot, UUID user, Instant now) {
        SubscriptionStore store = new SubscriptionStore();
        Subscription standing = snapshot.queryOne(store.select(), store::read, user, Subscription.idOf(user))
                .orElseGet(() -> Subscription.none(user))
                .at(now);
        Period period = standing.period();
        return new PlanInForce(
                standing.planAt(now).text(), standing.status().inForce() && period != null ? period.end() : null);
    }
}
