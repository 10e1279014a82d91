package com.upcoach.coaching.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps calls from a provider that fails: five failures in a row end them for 30 s, then one call tries. Thread-safe.
 */
final class CallBreaker {
    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private int failures;
    private Instant closedUntil = Instant.MIN;

    CallBreaker(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether a call may be made. While it pauses none may; after that one at a time, a pause apart. */
    synchronized boolean allows() {
        if (failures < FAILURES) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            return false;
        }
        closedUntil = now.plus(PAUSE);
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(FAILURES, failures + 1);
        if (failures == FAILURES) {
            closedUntil = clock.instant().plus(PAUSE);
        }
    }
}
