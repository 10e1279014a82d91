package com.upcoach.grid;

import com.tangosol.net.RequestTimeoutException;
import java.util.function.Supplier;

/**
 * How long one request waits for the owner of its person's entries: once, and not again for the next of them, as they
 * all have the same owner. So a request that needs a session, a plan and a row of a frozen member is refused after one
 * time limit and not after three. What this member has in its memory is not asked for, and serves as ever. For the
 * thread of the request.
 */
public final class GridPatience {
    private static final ScopedValue<GridPatience> CURRENT = ScopedValue.newInstance();

    private boolean waiting;
    private boolean spent;

    private GridPatience() {}

    /** Runs a request that has not waited yet. */
    public static void run(Runnable request) {
        ScopedValue.where(CURRENT, new GridPatience()).run(request);
    }

    /** Calls the owner of a person's entries, or what is near of them. */
    public static <T> T waiting(Supplier<T> call) {
        if (!CURRENT.isBound()) {
            return call.get();
        }
        GridPatience patience = CURRENT.get();
        patience.waiting = true;
        try {
            return call.get();
        } finally {
            patience.waiting = false;
        }
    }

    /** Returns whether this request has waited in vain. */
    static boolean isSpent() {
        return CURRENT.isBound() && CURRENT.get().spent;
    }

    /** Learns why a call failed. */
    static void after(RuntimeException failure) {
        if (CURRENT.isBound() && CURRENT.get().waiting && isTimeout(failure)) {
            CURRENT.get().spent = true;
        }
    }

    private static boolean isTimeout(RuntimeException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RequestTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
