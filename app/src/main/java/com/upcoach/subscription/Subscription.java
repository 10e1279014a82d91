package com.upcoach.subscription;

import com.upcoach.entity.Entity;
import com.upcoach.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's one subscription as it is kept; whoever never had one has {@link #none}. What follows from the clock alone
 * is not kept but derived by {@link #at}, so that nothing has to run when a period ends.
 *
 * @param period null for whoever never had one
 * @param version from 1; 0 for whoever never had one
 */
public record Subscription(
        UUID id,
        Plan plan,
        SubscriptionStatus status,
        @Nullable Period period,
        boolean cancelAtPeriodEnd,
        long version,
        Instant createdAt,
        Instant updatedAt)
        implements Entity {

    /** Returns the id of a person's subscription: a pure function, so that the row's version decides every race. */
    static UUID idOf(UUID user) {
        return UUID.nameUUIDFromBytes(("subscription " + user).getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns what a person has who never subscribed: the free plan, without an end. */
    static Subscription none(UUID user) {
        return new Subscription(
                idOf(user), Plan.FREE, SubscriptionStatus.ACTIVE, null, false, 0, Instant.EPOCH, Instant.EPOCH);
    }

    /** Returns how it stands: renewed for as many months as have gone by, or expired. The version stays. */
    Subscription at(Instant now) {
        if (period == null || !status.inForce() || now.isBefore(period.end())) {
            return this;
        }
        if (status == SubscriptionStatus.ACTIVE && !cancelAtPeriodEnd) {
            return with(status, period.at(now));
        }
        return with(SubscriptionStatus.EXPIRED, period);
    }

    private Subscription with(SubscriptionStatus other, Period month) {
        return new Subscription(id, plan, other, month, cancelAtPeriodEnd, version, createdAt, updatedAt);
    }

    /** Returns the plan whose entitlements hold. */
    Plan planAt(Instant now) {
        return at(now).status.inForce() ? plan : Plan.FREE;
    }

    /** Returns the entity tag: the version, and what the clock has made of it since. */
    String etagAt(Instant now) {
        Subscription standing = at(now);
        if (standing.equals(this) || standing.period == null) {
            return Long.toString(version);
        }
        long end = standing.period.end().getEpochSecond();
        return version + "-" + Long.toString(end, Character.MAX_RADIX) + (standing.status.inForce() ? "" : "x");
    }

    /**
     * Returns the subscription to another plan: a paid one at once, with a month of its own; the free one when the
     * month that runs is over. To the same plan nothing changes, but a cancellation is taken back.
     */
    Subscription changedTo(Plan next, Instant now) {
        Subscription standing = at(now);
        if (next == Plan.FREE) {
            return planAt(now) == Plan.FREE ? this : standing.ending(true, now, this);
        }
        return next == planAt(now) ? standing.ending(false, now, this) : begun(next, now);
    }

    /**
     * Returns the subscription that ends with the month that runs; the same when it does already.
     *
     * @throws Failure.Conflict when there is none in force
     */
    Subscription cancelled(Instant now) {
        if (planAt(now) == Plan.FREE) {
            throw new Failure.Conflict("nothing-to-cancel", "The free plan cannot be cancelled.");
        }
        return at(now).ending(true, now, this);
    }

    private Subscription ending(boolean cancel, Instant now, Subscription kept) {
        return cancelAtPeriodEnd == cancel
                ? kept
                : new Subscription(id, plan, status, period, cancel, version + 1, createdAt, now);
    }

    private Subscription begun(Plan next, Instant now) {
        Instant since = version == 0 ? now : createdAt;
        return new Subscription(id, next, SubscriptionStatus.ACTIVE, Period.from(now), false, version + 1, since, now);
    }
}
