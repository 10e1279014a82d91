package com.upcoach.session;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import com.upcoach.failure.Failure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

    private static final Argon2Function FUNCTION =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    /** Not on virtual threads: a hash would hold the carrier of everyone else's requests for as long as it takes. */
    private final ExecutorService workers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("argon2-", 0).daemon().factory());

    private final Semaphore queue = new Semaphore(AT_ONCE + MAX_WAITING);
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final String nobodys = hash("the password of nobody");

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

    private <T> T bounded(Supplier<T> work) {
        if (!queue.tryAcquire()) {
            throw busy();
        }
        try {
            return inTurn(work);
        } finally {
            queue.release();
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("sign-in-busy", "The service is stopping.");
        }
        try {
            return workers.submit(work::get).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("sign-in-busy", "The service is stopping.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            places.release();
        }
    }

    private static Failure busy() {
        return new Failure.Unavailable("sign-in-busy", "Too many people sign in at once. Try again shortly.");
    }
}
