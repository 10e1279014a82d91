package com.upcoach;

import com.upcoach.log.Logs;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What SIGTERM and Ctrl-C do, whenever they come. A member that serves is stopped in order. A start that is under way
 * is interrupted, and closes what it had begun: the others are told, and a database of its own is stopped. Thread-safe.
 */
final class Shutdown {
    /** For closing what a start had begun. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread starter;
    private final Thread hook = new Thread(this::run, "shutdown");
    private @Nullable Runnable stop;
    private boolean begun;

    private Shutdown(Thread starter) {
        this.starter = starter;
    }

    /** Has the JVM do so at its end, while this thread starts a member. */
    static Shutdown of(Thread starter) {
        Shutdown shutdown = new Shutdown(starter);
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        Logs.keepUntilEndOf(shutdown.hook);
        return shutdown;
    }

    /** Says how to stop from now on; does it at once when the end has begun already. */
    void by(Runnable how) {
        synchronized (this) {
            stop = how;
            if (!begun) {
                return;
            }
        }
        Thread.interrupted();
        how.run();
    }

    /** Returns whether the end has begun. */
    synchronized boolean hasBegun() {
        return begun;
    }

    private synchronized @Nullable Runnable begin() {
        begun = true;
        return stop;
    }

    private void run() {
        Runnable how = begin();
        if (how != null) {
            how.run();
            return;
        }
        starter.interrupt();
        try {
            starter.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
