package com.upcoach.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Quota;
import com.upcoach.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the clock and the person make of a subscription and its entitlements. */
class SubscriptionTest {
    private static final Instant NOW = Instant.parse("2027-01-31T10:00:00Z");
    private static final Subscription NONE = Subscription.none(UUID.randomUUID());
    private static final Subscription PRO = NONE.changedTo(Plan.PRO, NOW);

    @Test
    void whoeverNeverSubscribedIsOnTheFreePlanForEver() {
        assertThat(NONE.at(NOW)).isSameAs(NONE);
        assertThat(NONE.planAt(NOW)).isEqualTo(Plan.FREE);
        assertThat(NONE.etagAt(NOW)).isEqualTo("0");
        assertThat(NONE.changedTo(Plan.FREE, NOW)).isSameAs(NONE);
        assertThatThrownBy(() -> NONE.cancelled(NOW)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void aPlanHoldsAtOnceForAMonthOfTheCalendarAndIsRenewed() {
        assertThat(PRO.version()).isEqualTo(1);
        assertThat(PRO.planAt(NOW)).isEqualTo(Plan.PRO);
        assertThat(PRO.period()).isEqualTo(new Period(NOW, Instant.parse("2027-02-28T10:00:00Z")));
        assertThat(PRO.at(Instant.parse("2027-02-28T09:59:59.999Z"))).isEqualTo(PRO);
        Subscription renewed = PRO.at(Instant.parse("2027-02-28T10:00:00Z"));
        assertThat(renewed.period())
                .isEqualTo(new Period(Instant.parse("2027-02-28T10:00:00Z"), Instant.parse("2027-03-31T10:00:00Z")));
        assertThat(renewed.version()).isEqualTo(1);
        assertThat(PRO.etagAt(NOW)).isEqualTo("1");
        assertThat(PRO.etagAt(Instant.parse("2027-02-28T10:00:00Z"))).startsWith("1-");
    }

    @Test
    void everyInstantLiesInExactlyOneMonth() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Period first = Period.from(Instant.EPOCH.plusSeconds(random.nextInt(2_000_000_000)));
            Instant later = first.start().plusSeconds(random.nextInt(200_000_000));
            Period month = first.at(later);
            assertThat(later).isAfterOrEqualTo(month.start()).isBefore(month.end());
            Period next = first.at(month.end());
            assertThat(next.start()).isEqualTo(month.end());
        }
    }

    @Test
    void cancelledItHoldsUntilThePeriodEndsAndNoLonger() {
        Subscription cancelled = PRO.cancelled(NOW.plusSeconds(1));
        Instant end = Instant.parse("2027-02-28T10:00:00Z");
        assertThat(cancelled.planAt(end.minusMillis(1))).isEqualTo(Plan.PRO);
        assertThat(cancelled.planAt(end)).isEqualTo(Plan.FREE);
        assertThat(cancelled.at(end).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(cancelled.etagAt(end)).isNotEqualTo(cancelled.etagAt(end.minusMillis(1)));
        assertThat(cancelled.cancelled(NOW)).isSameAs(cancelled);
        assertThatThrownBy(() -> cancelled.cancelled(end)).isInstanceOf(Failure.Conflict.class);
        assertThat(cancelled.changedTo(Plan.FREE, NOW)).isSameAs(cancelled);
        assertThat(cancelled.changedTo(Plan.PRO, end).period()).isEqualTo(Period.from(end));
    }

    @Test
    void theSamePlanChangesNothingButTakesACancellationBack() {
        assertThat(PRO.changedTo(Plan.PRO, NOW)).isSameAs(PRO);
        Subscription back = PRO.changedTo(Plan.FREE, NOW).changedTo(Plan.PRO, NOW);
        assertThat(back.cancelAtPeriodEnd()).isFalse();
        assertThat(back.version()).isEqualTo(3);
        assertThat(back.period()).isEqualTo(PRO.period());
    }

    @Test
    void aCancellationInALaterMonthKeepsThatMonth() {
        Instant later = Instant.parse("2027-03-15T00:00:00Z");
        Period month = PRO.cancelled(later).period();
        assertThat(month).isEqualTo(PRO.period() == null ? null : PRO.period().at(later));
        assertThat(PRO.cancelled(later).planAt(later)).isEqualTo(Plan.PRO);
    }

    @Test
    void aTrialAndALatePaymentEndWithTheirPeriod() {
        for (SubscriptionStatus status : List.of(SubscriptionStatus.TRIALING, SubscriptionStatus.PAST_DUE)) {
            Subscription subscription =
                    new Subscription(PRO.id(), Plan.COACH, status, Period.from(NOW), false, 1, NOW, NOW);
            assertThat(subscription.planAt(NOW)).isEqualTo(Plan.COACH);
            assertThat(subscription.planAt(Period.from(NOW).end())).isEqualTo(Plan.FREE);
        }
    }

    @Test
    void theFreePlanGrantsTheStandardAndOthersItsMultiples() {
        Quota ai = new Quota(300_000, Duration.ofMinutes(1));
        Plans plans = new Plans(new Limits(
                Map.of(Policy.API, new Quota(100, Duration.ofMinutes(15)), Policy.AI, ai),
                Set.of(),
                Set.of(),
                List.of()));
        assertThat(plans.granted(Plan.FREE)).isEqualTo(new Plans.Granted(100, 300_000, 50));
        assertThat(plans.granted(Plan.PRO)).isEqualTo(new Plans.Granted(500, 1_000_000, 500));
        assertThat(plans.granted(Plan.COACH)).isEqualTo(new Plans.Granted(2_000, 1_000_000, 5_000));
        Plans unlimited = new Plans(new Limits(Map.of(), Set.of(), Set.of(), List.of()));
        assertThat(unlimited.granted(Plan.PRO)).isEqualTo(new Plans.Granted(null, null, 500));
    }
}
