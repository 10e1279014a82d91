package com.upcoach.session;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
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
 * four run at once, each takes 19 MiB and a core, and 32 wait; who comes then, or has waited for two seconds, is refused.
 * Thread-safe.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 4;
    private static final int MAX_WAITING = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Argon2Function FUNCTION =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    private final ThreadPoolExecutor workers = workers();
    private final String nobodys = hash("the password of nobody");

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
        return bounded(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(FUNCTION).getResult());
    }

    /** Returns whether the password has this hash. */
    public boolean check(String password, String hash) {
        return bounded(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /** Returns whether a hash was made by other parameters than are thought right today. */
    public boolean isOutdated(String hash) {
        return !FUNCTION.equals(Argon2Function.getInstanceFromHash(hash));
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
