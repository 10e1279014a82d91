package com.upcoach.session.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.NearMap;
import com.upcoach.grid.OfPerson;
import com.upcoach.grid.Once;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a session whether it lives, and ends it: in PostgreSQL, on this member at once, on all others within a
 * second. An answer of the grid's is remembered for a quarter of a second, that a session was ended as long as there is
 * room.
 *
 * <p>When neither the grid nor PostgreSQL can tell, a session that this member knew to live is taken to live on. A
 * session that was ended meanwhile is so accepted for as long as its last access token is good: 15 minutes at most.
 * Thread-safe.
 */
public final class LiveSessions {
    /** How long an answer of the grid's is good: with what an event takes to get here, well under a second. */
    static final Duration FRESH = Duration.ofMillis(250);

    private static final int MAX_REMEMBERED = 20_000;
    private static final int MAX_TRIES = 3;

    private final NamedMap<SessionKey, SessionState> map;
    private final Predicate<SessionKey> isNear;
    private final LongSupplier nanos;
    private final Cache<UUID, Known> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    private final Once<SessionKey, Known> asking = new Once<>();

    public LiveSessions(NamedMap<SessionKey, SessionState> map) {
        this(map, NearMap.nearness(map), System::nanoTime);
    }

    LiveSessions(NamedMap<SessionKey, SessionState> map, Predicate<SessionKey> isNear, LongSupplier nanos) {
        this.map = map;
        this.isNear = isNear;
        this.nanos = nanos;
    }

    /**
     * What this member knows of a session.
     *
     * @param lives once false, false for ever
     * @param at when it was asked, in nanoseconds of this process
     */
    private record Known(boolean lives, long at) {
        static final Known ENDED = new Known(false, 0);

        /** Returns what is known of a session now, after what was known before. */
        static Known after(Known before, Known now) {
            return before.lives ? now : ENDED;
        }
    }

    /**
     * Returns whether a session lives.
     *
     * @throws Failure.Unavailable when that cannot be told, and this member does not know the session
     */
    public boolean lives(UUID user, UUID session) {
        Known known = remembered.getIfPresent(session);
        long asked = nanos.getAsLong();
        if (known != null && (!known.lives || isFresh(known, asked))) {
            return known.lives;
        }
        SessionKey key = new SessionKey(user, session);
        Known now = asking.get(key, () -> ask(key, known, asked));
        return remembered.asMap().merge(session, now, Known::after).lives;
    }

    private static boolean isFresh(Known known, long now) {
        return now - known.at < FRESH.toNanos();
    }

    /**
     * Nobody waits again at once for an owner that does not answer: what was known is good for as long as an answer.
     */
    private Known ask(SessionKey key, @Nullable Known before, long now) {
        try {
            SessionState state =
                    isNear.test(key) ? GridCalls.call(() -> map.get(key)) : GridCalls.askOwner(() -> map.get(key));
            return state != null && state.lives() ? new Known(true, now) : Known.ENDED;
        } catch (Failure.Unavailable e) {
            if (before == null) {
                throw e;
            }
            return new Known(true, nanos.getAsLong());
        }
    }

    /**
     * Ends sessions of a person; those that had ended stay so. Durable when it returns.
     *
     * @throws Failure.Unavailable when it cannot be known to have been done; doing it again does no harm
     */
    public void end(UUID user, Collection<UUID> sessions, Instant at) {
        if (sessions.isEmpty()) {
            return;
        }
        Map<SessionKey, SessionState> ended = new HashMap<>();
        sessions.forEach(session -> ended.put(new SessionKey(user, session), new SessionState(at)));
        putAll(ended);
        sessions.forEach(session -> remembered.put(session, Known.ENDED));
    }

    /**
     * Takes the sessions of a person who is gone to have ended: here at once, on other members within a second.
     *
     * @param present one of them
     * @throws Failure.Unavailable when the grid fails
     */
    public void drop(UUID user, UUID present) {
        remembered.put(present, Known.ENDED);
        GridCalls.call(() -> {
            OfPerson.keys(map, user).forEach(key -> remembered.put(key.session(), Known.ENDED));
            OfPerson.drop(map, user);
            return true;
        });
    }

    /** A COMMIT whose outcome is not known is made once more: the second one waits for the first. */
    private void putAll(Map<SessionKey, SessionState> ended) {
        boolean unknown = false;
        for (int attempt = 1; ; attempt++) {
            try {
                GridCalls.write(() -> {
                    map.putAll(ended);
                    return true;
                });
                return;
            } catch (StoreFailure e) {
                boolean again = e.reason() == Reason.UNKNOWN && attempt < MAX_TRIES;
                if (!again) {
                    throw unknown ? GridCalls.outcomeUnknown() : GridCalls.unavailable(e);
                }
                unknown = true;
            }
        }
    }
}
