package com.upcoach.session;

import com.upcoach.failure.Failure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes and checks passwords: argon2id, 19 MiB, two passes, one lane (OWASP's first choice), as a PHC string. At most
 * four run at once, as each takes 19 MiB, and no more than there are processors, as each takes one; 32 wait, in the
 * order in which they came. Who comes then is refused, and who has waited for two seconds, however long those before
 * take. Thread-safe.
 */
public final class Passwords {
    private static final Argon2 TODAY = new Argon2(19 * 1024, 2, 1);
    private static final int AT_ONCE = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final int MAX_WAITING = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Duration patience;
    private final Semaphore room = new Semaphore(AT_ONCE + MAX_WAITING);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final ThreadPoolExecutor workers = workers();
    private final String nobodys = TODAY.nobodys();

    /** Creates it, with nobody waiting. */
    public Passwords() {
        this(PATIENCE);
    }

    Passwords(Duration patience) {
        this.patience = patience;
    }

    /** Threads of their own: hashing never yields, and would keep virtual threads from the processors meanwhile. */
    private static ThreadPoolExecutor workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
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
        if (!room.tryAcquire()) {
            throw busy();
        }
        try {
            return inTurn(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("sign-in-busy", "The service is stopping.");
        } finally {
            room.release();
        }
    }

    private <T> T inTurn(Callable<T> work) throws InterruptedException {
        if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy();
        }
        try {
            return workers.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        } finally {
            turns.release();
        }
    }

    private static Failure busy() {
        return new Failure.Unavailable("sign-in-busy", "Too many people sign in at once. Try again shortly.");
    }
}
