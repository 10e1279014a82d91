package com.upcoach;

import com.upcoach.log.Logs;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What SIGTERM and Ctrl-C do, whenever they come. A member that serves is stopped in order. A start that is under way
 * is interrupted, and closes what it had begun: the others are told, and a database of its own is stopped. Thread-safe.
 */
final class Shutdown {
    /** For closing what a start had begun. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread starter;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Runnable stop;
    private boolean begun;

    private Shutdown(Thread starter) {
        this.starter = starter;
    }

    /** Has the JVM do so at its end, while this thread starts a member. */
    static Shutdown of(Thread starter) {
        Shutdown shutdown = new Shutdown(starter);
        Logs.keepUntil(shutdown.done);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
        return shutdown;
    }

    /**
     * Says how to stop from now on.
     *
     * @return false when the end has begun already, which waits for the starter
     */
    synchronized boolean by(Runnable how) {
        if (!begun) {
            stop = how;
        }
        return !begun;
    }

    private synchronized @Nullable Runnable begin() {
        begun = true;
        return stop;
    }

    private void run() {
        try {
            Runnable how = begin();
            if (how != null) {
                how.run();
                return;
            }
            starter.interrupt();
            starter.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }
}
