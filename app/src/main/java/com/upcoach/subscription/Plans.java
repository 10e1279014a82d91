package com.upcoach.subscription;

import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Quota;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each plan grants in this deployment: multiples of its standard quotas. Immutable. */
public final class Plans {
    static final String CURRENCY = "EUR";

    private final Limits limits;

    public Plans(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a plan grants.
     *
     * @param apiPerWindow requests in a window; null when they are not limited here
     * @param aiPerWindow requests of coaching in a window; null when they are not limited here
     * @param maxGoals goals that are not completed or abandoned
     */
    public record Granted(
            @Nullable Integer apiPerWindow, @Nullable Integer aiPerWindow, int maxGoals) {}

    /** A plan as it is shown; the price is of a month. */
    record Offer(Plan plan, int priceMinor, String currency, String interval, Granted entitlements) {}

    /** Returns all plans, the cheapest first. */
    List<Offer> offers() {
        return Arrays.stream(Plan.values())
                .map(plan -> new Offer(plan, plan.priceMinor(), CURRENCY, "month", granted(plan)))
                .toList();
    }

    /** Returns what a plan grants. */
    Granted granted(Plan plan) {
        return new Granted(
                permits(plan, Policy.API).orElse(null), permits(plan, Policy.AI).orElse(null), plan.maxGoals());
    }

    /** Returns the permits of a window, if the policy is on. */
    Optional<Integer> permits(Plan plan, Policy policy) {
        return limits.quota(policy).map(standard ->
                (int) Math.min(Quota.MAX_PERMITS, (long) plan.multiple() * standard.permits()));
    }
}
