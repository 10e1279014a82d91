package com.upcoach.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Quota;
import com.upcoach.admission.Subject;
import com.upcoach.failure.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the limiter is told, with a clock and a grid that are moved by hand. */
class EntitlementsTest {
    private static final UUID USER = UUID.randomUUID();
    private static final Quota QUOTA = new Quota(100, Duration.ofMinutes(15));
    private static final Plans PLANS =
            new Plans(new Limits(Map.of(Policy.API, QUOTA, Policy.REFRESH, QUOTA), Set.of(), Set.of(), List.of()));

    private Instant now = Instant.parse("2027-01-01T00:00:00Z");
    private final Grid grid = new Grid();
    private final PlanEntitlements entitlements = new PlanEntitlements(grid, PLANS, InstantSourceClock.of(() -> now));

    /** The person's rows as this member and their owner know them. */
    private static final class Grid implements PlanEntitlements.Source {
        private long near = 1;
        private long changed = 1;
        private long owners = 1;
        private Subscription subscription = Subscription.none(USER);
        private boolean away;
        private int asked;

        @Override
        public long near(UUID user) {
            return answered(near);
        }

        @Override
        public long changed(UUID user) {
            return answered(changed);
        }

        @Override
        public long owners(UUID user) {
            asked++;
            return answered(owners);
        }

        @Override
        public Subscription subscription(UUID user) {
            asked++;
            return answered(subscription);
        }

        private <T> T answered(T value) {
            if (away) {
                throw new Failure.Unavailable("grid-unavailable", "away");
            }
            return value;
        }
    }

    /** A clock over a variable. */
    private static final class InstantSourceClock extends Clock {
        private final InstantSource source;

        private InstantSourceClock(InstantSource source) {
            this.source = source;
        }

        static Clock of(InstantSource source) {
            return new InstantSourceClock(source);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }
    }

    private int api() {
        return entitlements.permits(Subject.user(Policy.API, USER)).orElseThrow();
    }

    @Test
    void theFreePlanIsTheStandard() {
        assertThat(api()).isEqualTo(100);
        assertThat(entitlements.permits(Subject.user(Policy.AI, USER))).isEmpty();
        assertThat(entitlements.permits(Subject.user(Policy.REFRESH, USER))).isEmpty();
    }

    @Test
    void aDataVersionIsLookedIntoOnce() {
        api();
        api();
        assertThat(grid.asked).isEqualTo(1);
        grid.subscription = grid.subscription.changedTo(Plan.PRO, now);
        grid.near = 2;
        grid.changed = 2;
        assertThat(api()).isEqualTo(500);
        api();
        assertThat(grid.asked).isEqualTo(2);
    }

    @Test
    void whatDoesNotTouchThePlanIsNotLookedInto() {
        api();
        grid.near = 2;
        api();
        assertThat(grid.asked).isEqualTo(1);
    }

    @Test
    void whoeverHasSeenANewerVersionIsNotToldOfAnOlderPlan() {
        api();
        grid.subscription = grid.subscription.changedTo(Plan.COACH, now);
        grid.owners = 2;
        entitlements.seen(USER, 2);
        assertThat(api()).isEqualTo(2_000);
        int asked = grid.asked;
        entitlements.seen(USER, 2);
        assertThat(grid.asked).isEqualTo(asked);
    }

    @Test
    void aMadeUpVersionCostsTheOwnerOneQuestionASecond() {
        for (int i = 0; i < 100; i++) {
            entitlements.seen(USER, Long.MAX_VALUE);
        }
        assertThat(grid.asked).isEqualTo(2);
        now = now.plusSeconds(1);
        entitlements.seen(USER, Long.MAX_VALUE);
        assertThat(grid.asked).isEqualTo(4);
    }

    @Test
    void aPeriodEndsByTheClockAlone() {
        grid.subscription = grid.subscription.changedTo(Plan.PRO, now).cancelled(now);
        assertThat(api()).isEqualTo(500);
        now = Instant.parse("2027-02-01T00:00:00Z");
        assertThat(api()).isEqualTo(100);
        assertThat(grid.asked).isEqualTo(1);
    }

    @Test
    void aGridThatIsAwayRefusesNobody() {
        grid.away = true;
        assertThat(api()).isEqualTo(100);
        grid.away = false;
        assertThat(api()).isEqualTo(100);
        assertThat(grid.asked).as("within a second").isZero();
        now = now.plusSeconds(1);
        grid.subscription = grid.subscription.changedTo(Plan.PRO, now);
        assertThat(api()).isEqualTo(500);
        grid.away = true;
        entitlements.seen(USER, 9);
        assertThat(api()).isEqualTo(500);
        grid.away = false;
        grid.subscription = grid.subscription.changedTo(Plan.COACH, now);
        grid.near = 2;
        grid.changed = 2;
        now = now.plusSeconds(1);
        assertThat(api()).isEqualTo(2_000);
    }
}
