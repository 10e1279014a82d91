package com.upcoach.admission;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The limiter's meters, all from 0 on: {@code limiter_decisions_total} by policy and decision, {@code
 * limiter_near_limit_total}, {@code limiter_fallback_total}, {@code limiter_owner_calls_total} by policy and whether
 * the owner is another member, {@code limiter_holder_messages_total} and {@code limiter_recalls_total} by policy.
 * Thread-safe.
 */
public final class LimiterMeters implements LimiterMeter {
    private final Map<Policy, OfPolicy> meters = new EnumMap<>(Policy.class);

    public LimiterMeters() {
        for (Policy policy : Policy.values()) {
            meters.put(policy, OfPolicy.of(policy));
        }
    }

    @Override
    public void decided(Policy policy, Decision decision) {
        Objects.requireNonNull(of(policy).decisions.get(decision)).increment();
    }

    @Override
    public void fellBack(Policy policy) {
        of(policy).fallback.increment();
    }

    @Override
    public void nearLimit(Policy policy) {
        of(policy).nearLimit.increment();
    }

    @Override
    public void asked(Policy policy, boolean remote) {
        (remote ? of(policy).remote : of(policy).local).increment();
    }

    @Override
    public void told(Policy policy, int holders) {
        of(policy).told.increment(holders);
    }

    @Override
    public void recalled(Policy policy, int holders) {
        of(policy).recalled.increment(holders);
    }

    private OfPolicy of(Policy policy) {
        return Objects.requireNonNull(meters.get(policy));
    }

    private record OfPolicy(
            Map<Decision, Counter> decisions,
            Counter fallback,
            Counter nearLimit,
            Counter local,
            Counter remote,
            Counter told,
            Counter recalled) {
        static OfPolicy of(Policy policy) {
            Map<Decision, Counter> decisions = new EnumMap<>(Decision.class);
            for (Decision decision : Decision.values()) {
                String name = decision.name().toLowerCase(Locale.ROOT);
                decisions.put(decision, counter("limiter_decisions", policy, Tag.create("decision", name)));
            }
            return new OfPolicy(
                    decisions,
                    counter("limiter_fallback", policy),
                    counter("limiter_near_limit", policy),
                    counter("limiter_owner_calls", policy, Tag.create("owner", "local")),
                    counter("limiter_owner_calls", policy, Tag.create("owner", "remote")),
                    counter("limiter_holder_messages", policy),
                    counter("limiter_recalls", policy));
        }

        private static Counter counter(String name, Policy policy, Tag... tags) {
            return Services.get(MeterRegistry.class)
                    .getOrCreate(Counter.builder(name).tags(List.of(tags)).addTag(Tag.create("policy", policy.slug())));
        }
    }
}
