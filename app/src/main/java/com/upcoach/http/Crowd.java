package com.upcoach.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Requests of one sort that run at a time, and how many may. As many are let in as are answered within a time, by
 * Little's law (their rate times that time); but not before more than that have stood here for a while, since a queue
 * that goes away by itself harms nobody (Nichols and Jacobson, Controlling Delay, RFC 8289). What waits for longer than
 * {@link #TURN}, while nothing that waited so long is answered, waits for something else than its turn, such as a
 * member that died, and takes nobody's place. Thread-safe.
 */
final class Crowd {
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Over which the rate is averaged. */
    private static final double MEMORY_NANOS = 500e6;

    private final Duration soon;
    private final Duration burst;
    private final int fewest;
    private final int most;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder answered = new LongAdder();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Guarded by {@link #looking}, as is all that is not volatile. */
    private final Deque<Tick> ticks = new ArrayDeque<>();

    private double perNano;
    private long calmAt;
    private long crowdedAt;
    private long lateAt;
    private volatile Tick current;
    private volatile boolean refused;
    private volatile boolean lateAnswered;
    private volatile int apart;
    private volatile int limit;

    /**
     * Creates one that nobody is in.
     *
     * @param soon within which those who are let in shall be answered
     * @param burst for which more may stand
     * @param fewest that may stand whatever the rate was, and show what it has become
     * @param most that may stand for that while
     * @param nanoTime such as {@link System#nanoTime}
     */
    Crowd(Duration soon, Duration burst, int fewest, int most, LongSupplier nanoTime) {
        this.soon = soon;
        this.burst = burst;
        this.fewest = fewest;
        this.most = most;
        this.limit = most;
        this.nanoTime = nanoTime;
        this.current = new Tick(nanoTime.getAsLong());
        this.calmAt = current.began;
        this.crowdedAt = current.began;
        this.lateAt = current.began - TURN.toNanos();
    }

    /** Requests that came within one tenth of a second. */
    private static final class Tick {
        private final long began;
        private final AtomicInteger waiting = new AtomicInteger();

        Tick(long began) {
            this.began = began;
        }
    }

    /** The place of one request that was let in, for its thread. */
    final class Place {
        private final Tick tick;
        private boolean left;

        private Place(Tick tick) {
            this.tick = tick;
            tick.waiting.incrementAndGet();
        }

        boolean isOf(Crowd crowd) {
            return Crowd.this == crowd;
        }

        /** To be called when the request is answered, as it was meant to be or not; once more does no harm. */
        void leave(boolean asMeant) {
            if (left) {
                return;
            }
            left = true;
            answered.increment();
            waiting.decrementAndGet();
            tick.waiting.decrementAndGet();
            if (asMeant && nanoTime.getAsLong() - tick.began > TURN.plus(LOOK).toNanos()) {
                lateAnswered = true;
            }
        }
    }

    /** Lets a request in, or nobody in the place of one. */
    Optional<Place> enter() {
        long now = nanoTime.getAsLong();
        if (now - current.began >= LOOK.toNanos() && looking.compareAndSet(false, true)) {
            try {
                look(now);
            } finally {
                looking.set(false);
            }
        }
        if (waiting.incrementAndGet() - apart > limit) {
            waiting.decrementAndGet();
            refused = true;
            return Optional.empty();
        }
        return Optional.of(new Place(current));
    }

    private void look(long now) {
        long elapsed = now - current.began;
        double weight = -Math.expm1(-elapsed / MEMORY_NANOS);
        perNano += weight * (answered.sumThenReset() / (double) elapsed - perNano);
        if (elapsed > TURN.toNanos()) {
            // Nobody came for so long: whoever stands here has just come.
            calmAt = now;
        }
        ticks.add(current);
        current = new Tick(now);
        while (!ticks.isEmpty() && now - ticks.getFirst().began > TURN.toNanos()) {
            ticks.removeFirst();
        }
        if (lateAnswered) {
            lateAnswered = false;
            lateAt = now;
        }
        apart = now - lateAt > TURN.toNanos() ? Math.max(0, waiting.get() - young()) : 0;
        limit(now, Math.clamp((long) (perNano * soon.toNanos()), fewest, most));
    }

    private int young() {
        return ticks.stream().mapToInt(tick -> tick.waiting.get()).sum();
    }

    private void limit(long now, int few) {
        if (refused || waiting.get() - apart >= few) {
            crowdedAt = now;
            refused = false;
        } else {
            calmAt = now;
        }
        boolean stands = now - calmAt >= burst.toNanos();
        boolean stood = limit < most && now - crowdedAt < burst.toNanos();
        limit = stands || stood ? few : most;
    }
}
