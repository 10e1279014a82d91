package com.upcoach.session;

import com.upcoach.failure.Failure;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes and checks passwords: argon2id, 19 MiB, two passes, one lane (OWASP's first choice), as a PHC string. At most
 * four run at once, as each takes 19 MiB, and no more than there are processors, as each takes one; 32 wait, and who comes
 * then, or has waited for two seconds, is refused.
 * Thread-safe.
 */
public final class Passwords {
    private static final Argon2 TODAY = new Argon2(19 * 1024, 2, 1);
    private static final int AT_ONCE = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final int MAX_WAITING = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor workers = workers();
    private final String nobodys = TODAY.nobodys();

    /** Threads of their own: hashing never yields, and would keep virtual threads from the processors meanwhile. */
    private static ThreadPoolExecutor workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("argon2-", 1).factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /** Returns the hash of a password with a salt of its own. */
    public String hash(String password) {
        return bounded(() -> TODAY.hash(password));
    }

    /** Returns whether the password has this hash. */
    public boolean check(String password, String hash) {
        return bounded(() -> Argon2.matches(password, hash));
    }

    /** Returns whether a hash was made by other parameters than are thought right today. */
    public boolean isOutdated(String hash) {
        return !TODAY.equals(Argon2.of(hash));
    }

    /** Takes as long as {@link #check} does, for an account that does not exist. */
    public void pretend(String password) {
        check(password, nobodys);
    }

    private <T> T bounded(Callable<T> work) {
        long asked = System.nanoTime();
        try {
            return workers.submit(() -> {
                        requirePatience(System.nanoTime() - asked);
                        return work.call();
                    })
                    .get();
        } catch (RejectedExecutionException e) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("sign-in-busy", "The service is stopping.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure
                    ? failure
                    : new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    private static void requirePatience(long waitedNanos) {
        if (waitedNanos > PATIENCE.toNanos()) {
            throw busy();
        }
    }

    private static Failure busy() {
        return new Failure.Unavailable("sign-in-busy", "Too many people sign in at once. Try again shortly.");
    }
}
