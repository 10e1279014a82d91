package com.upcoach.subscription;

import com.upcoach.entity.Edit;
import com.upcoach.entity.Entities;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of subscriptions: one a person, changed by compare-and-set. Thread-safe. */
public final class SubscriptionService {
    private static final int MAX_TRIES = 10;

    private final UserRows rows;
    private final Entities<Subscription> subscriptions;
    private final Clock clock;

    public SubscriptionService(UserRows rows, Clock clock) {
        this.rows = rows;
        this.subscriptions = new Entities<>(rows, SubscriptionStore.SUBSCRIPTIONS);
        this.clock = clock;
    }

    /** Returns a person's subscription as its owner has it: never older than any acknowledged change. */
    Subscription of(UUID user) {
        return subscriptions.find(user, Subscription.idOf(user)).orElseGet(() -> Subscription.none(user));
    }

    /** Returns the name of the plan whose entitlements hold for a person. */
    public String planOf(UUID user) {
        return of(user).planAt(clock.instant()).text();
    }

    /** Returns how many goals a person may have that are not completed or abandoned. */
    public int maxGoals(UUID user) {
        return of(user).planAt(clock.instant()).maxGoals();
    }

    /**
     * Changes the plan, see {@link Subscription#changedTo}.
     *
     * @param allowed tells whether the subscription, as it stands at this time, may be changed
     * @param keep makes the answer that is kept for retries
     */
    Edit<Subscription> change(
            UUID user,
            BiPredicate<Subscription, Instant> allowed,
            Plan plan,
            Function<Subscription, @Nullable KeptAnswer> keep) {
        return edit(user, allowed, (present, now) -> present.changedTo(plan, now), keep);
    }

    /**
     * Ends the subscription with its period.
     *
     * @throws Failure.Conflict when the person is on the free plan
     */
    Edit<Subscription> cancel(
            UUID user, BiPredicate<Subscription, Instant> allowed, Function<Subscription, @Nullable KeptAnswer> keep) {
        return edit(user, allowed, Subscription::cancelled, keep);
    }

    private Edit<Subscription> edit(
            UUID user,
            BiPredicate<Subscription, Instant> allowed,
            BiFunction<Subscription, Instant, Subscription> edit,
            Function<Subscription, @Nullable KeptAnswer> keep) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            Subscription current = of(user);
            Instant now = clock.instant();
            if (!allowed.test(current, now)) {
                return new Edit.Lost<>(current, rows.ownersDataVersion(user));
            }
            Subscription next = applied(user, edit, current, now);
            if (next.version() == current.version()) {
                return subscriptions.unchanged(user, current, Write.at(now, keep.apply(current)));
            }
            Optional<Edit<Subscription>> made = made(user, current, next, keep);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new Failure.Unavailable("write-contended", "Too many changes of this subscription at once. Try again.");
    }

    private Subscription applied(
            UUID user, BiFunction<Subscription, Instant, Subscription> edit, Subscription current, Instant now) {
        try {
            return edit.apply(current, now);
        } catch (Failure.Conflict e) {
            throw e.at(rows.ownersDataVersion(user));
        }
    }

    /** Returns nothing when another change came first. */
    private Optional<Edit<Subscription>> made(
            UUID user, Subscription current, Subscription next, Function<Subscription, @Nullable KeptAnswer> keep) {
        if (current.version() == 0) {
            try {
                return Optional.of(subscriptions.add(user, next, List.of(), keep.apply(next)));
            } catch (Failure.Conflict e) {
                return Optional.empty();
            }
        }
        Edit<Subscription> edited = subscriptions.edit(
                user,
                next.id(),
                version -> version == current.version(),
                ignored -> next,
                changed -> Write.at(changed.updatedAt(), keep.apply(changed)));
        return edited instanceof Edit.Made<Subscription> ? Optional.of(edited) : Optional.empty();
    }
}
