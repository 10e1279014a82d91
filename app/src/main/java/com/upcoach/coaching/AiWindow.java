package com.upcoach.coaching;

import com.upcoach.admission.Entitlements;
import com.upcoach.admission.Gate;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a person stands in the window of the policy {@code ai}; asking is not counted. Thread-safe. */
public final class AiWindow {
    private final Gate gate;
    private final Limits limits;
    private final Entitlements entitlements;
    private final Clock clock;

    public AiWindow(Gate gate, Limits limits, Entitlements entitlements, Clock clock) {
        this.gate = gate;
        this.limits = limits;
        this.entitlements = entitlements;
        this.clock = clock;
    }

    /**
     * A person's window.
     *
     * @param resetsAt when the next one begins; null when none has begun
     */
    record Shown(int limit, int remaining, @Nullable Instant resetsAt) {}

    /** Returns a person's window, or nothing when the policy is off. */
    Optional<Shown> of(UUID user) {
        Subject subject = Subject.user(Policy.AI, user);
        return limits.quota(Policy.AI)
                .map(quota -> gate.standing(subject)
                        .map(standing -> new Shown(
                                standing.quota().permits(),
                                standing.remaining(),
                                clock.instant().plusMillis(standing.resetMillis())))
                        .orElseGet(() -> fresh(entitlements.permits(subject).orElse(quota.permits()))));
    }

    private static Shown fresh(int permits) {
        return new Shown(permits, permits, null);
    }
}
