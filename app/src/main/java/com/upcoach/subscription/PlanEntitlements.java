package com.upcoach.subscription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.upcoach.admission.Entitlements;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Subject;
import com.upcoach.entity.Scopes;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.UserRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the limiter is told of people's plans. It is asked for every request, so subscriptions are remembered by the
 * person's data version, which lies in this member's near cache; the clock ends a period without any look-up. A request
 * that has seen a newer data version than is remembered has the owner asked first. A grid that cannot answer refuses
 * nobody: what was remembered holds, else the free plan, for a second before it is asked again. Thread-safe.
 */
public final class PlanEntitlements implements Entitlements {
    private static final int MAX_REMEMBERED = 50_000;

    /** How long a person is remembered who does not come: whoever was deleted is forgotten, too. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /**
     * How long a question is not asked again that had no answer: for a data version that the owner does not know of, as
     * a client may make one up; for a person who is gone; for a grid that is away. No limit counts these questions.
     */
    private static final Duration DOUBT = Duration.ofSeconds(1);

    private final Source source;
    private final Plans plans;
    private final Clock clock;
    private final Cache<UUID, Known> known = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterAccess(REMEMBERED)
            .build();

    PlanEntitlements(Source source, Plans plans, Clock clock) {
        this.source = source;
        this.plans = plans;
        this.clock = clock;
    }

    /** Returns the entitlements of the subscriptions in the grid. */
    public static PlanEntitlements of(UserRows rows, SubscriptionService subscriptions, Plans plans, Clock clock) {
        return new PlanEntitlements(new GridSource(rows, subscriptions), plans, clock);
    }

    /** Where subscriptions come from. Each method may fail with any {@link Failure}. */
    interface Source {
        /** Returns the data version of a person's rows, as this member knows it. */
        long near(UUID user);

        /** Returns the data version at which the plan may have changed last, as this member knows it. */
        long changed(UUID user);

        /** Returns the data version as its owner knows it. */
        long owners(UUID user);

        /** Returns the subscription, no older than any data version that was told before. */
        Subscription subscription(UUID user);
    }

    private record GridSource(UserRows rows, SubscriptionService subscriptions) implements Source {
        @Override
        public long near(UUID user) {
            return rows.dataVersion(user, 0);
        }

        @Override
        public long changed(UUID user) {
            return rows.versions(user, 0).changed(Scopes.ACCOUNT);
        }

        @Override
        public long owners(UUID user) {
            return rows.ownersDataVersion(user);
        }

        @Override
        public Subscription subscription(UUID user) {
            return subscriptions.of(user);
        }
    }

    /**
     * A subscription that is remembered.
     *
     * @param dataVersion of the person's rows; the subscription is no older
     * @param doubtedUntil until when no claim of a newer one is looked into
     * @param awayUntil until when nothing is asked at all
     */
    private record Known(long dataVersion, Subscription subscription, Instant doubtedUntil, Instant awayUntil) {
        static Known newer(Known one, Known other) {
            return other.dataVersion < one.dataVersion ? one : other;
        }

        Known away(Instant until) {
            return new Known(dataVersion, subscription, doubtedUntil, until);
        }
    }

    @Override
    public Optional<Integer> permits(Subject person) {
        if (person.policy() != Policy.API && person.policy() != Policy.AI) {
            return Optional.empty();
        }
        return plans.permits(plan(UUID.fromString(person.id())), person.policy());
    }

    private Plan plan(UUID user) {
        Instant now = clock.instant();
        Known remembered = known.getIfPresent(user);
        if (remembered == null || !now.isBefore(remembered.awayUntil)) {
            remembered = asked(user, remembered, now);
        }
        return remembered.subscription.planAt(now);
    }

    private Known asked(UUID user, @Nullable Known remembered, Instant now) {
        try {
            return remembered != null && remembered.dataVersion >= source.changed(user)
                    ? remembered
                    : load(user, source.near(user), 0);
        } catch (Failure e) {
            return away(user, now);
        }
    }

    private Known away(UUID user, Instant now) {
        Known nothing = new Known(0, Subscription.none(user), Instant.EPOCH, now.plus(DOUBT));
        return known.asMap().merge(user, nothing, (one, other) -> one.away(other.awayUntil));
    }

    /** Learns the newest data version that a person's request has seen, before the request is counted. */
    public void seen(UUID user, long dataVersion) {
        Instant now = clock.instant();
        if (dataVersion > 0 && isNews(known.getIfPresent(user), dataVersion, now)) {
            try {
                if (source.near(user) < dataVersion) {
                    load(user, source.owners(user), dataVersion);
                }
            } catch (Failure e) {
                away(user, now);
            }
        }
    }

    private static boolean isNews(@Nullable Known remembered, long dataVersion, Instant now) {
        return remembered == null
                || (remembered.dataVersion < dataVersion
                        && !now.isBefore(remembered.doubtedUntil)
                        && !now.isBefore(remembered.awayUntil));
    }

    /** The data version is known before the row is read, so the row is no older. */
    private Known load(UUID user, long dataVersion, long claimed) {
        Instant doubtedUntil = claimed > dataVersion ? clock.instant().plus(DOUBT) : Instant.EPOCH;
        Known loaded = new Known(dataVersion, source.subscription(user), doubtedUntil, Instant.EPOCH);
        return known.asMap().merge(user, loaded, Known::newer);
    }
}
