package com.upcoach.observe;

import com.tangosol.util.HealthCheck;
import java.util.function.BooleanSupplier;

/**
 * What this process says of itself to Coherence, whose health port the Kubernetes operator asks: so a pod that drains
 * is not ready there either. Partitions are Coherence's own checks. Thread-safe.
 *
 * @param alive whether another start would be no better
 * @param started whether the start is over
 * @param draining whether the member is going
 */
public record GridHealth(BooleanSupplier alive, BooleanSupplier started, BooleanSupplier draining)
        implements HealthCheck {
    @Override
    public String getName() {
        return "upcoach";
    }

    @Override
    public boolean isReady() {
        return started.getAsBoolean() && !draining.getAsBoolean();
    }

    @Override
    public boolean isLive() {
        return alive.getAsBoolean();
    }

    @Override
    public boolean isStarted() {
        return started.getAsBoolean();
    }

    @Override
    public boolean isSafe() {
        return true;
    }
}
