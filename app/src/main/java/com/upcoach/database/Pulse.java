package com.upcoach.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a PostgreSQL that is slow with one statement from one that is away. Those who want to know at once share one
 * look. It has a thread of the system's, as whoever asks may do so because all carriers of virtual threads are busy.
 * Thread-safe.
 */
final class Pulse {
    private final BooleanSupplier probe;
    private @Nullable CompletableFuture<Boolean> look;

    /**
     * Creates a pulse.
     *
     * @param probe whether PostgreSQL answers; ends by itself
     */
    Pulse(BooleanSupplier probe) {
        this.probe = probe;
    }

    /** Returns whether PostgreSQL answers something within this time. */
    boolean beats(Duration within) {
        try {
            return look().get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns whether a look is over and PostgreSQL answered it. */
    static boolean answered(CompletableFuture<Boolean> look) {
        return look.isDone() && !look.isCompletedExceptionally() && look.join();
    }

    /** Begins to look whether PostgreSQL answers, or joins who is about it. */
    synchronized CompletableFuture<Boolean> look() {
        if (look == null || look.isDone()) {
            look = CompletableFuture.supplyAsync(
                    probe::getAsBoolean,
                    task -> Thread.ofPlatform().name("database-pulse").daemon().start(task));
        }
        return look;
    }
}
