package com.upcoach.session;

import com.upcoach.database.Database;
import com.upcoach.database.Sweep;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.RowIds;
import com.upcoach.http.Page;
import com.upcoach.http.Paging;
import com.upcoach.listing.Ordering;
import com.upcoach.session.RefreshTokens.Claim;
import com.upcoach.session.SessionStore.Rotated;
import com.upcoach.session.SessionStore.Times;
import com.upcoach.session.live.LiveSessions;
import com.upcoach.user.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of sessions. A session is one sign-in of a device and the family of its refresh tokens, of which one is
 * good at a time. Refreshing one keeps it for another thirty days. Thread-safe.
 */
public final class Sessions {
    /** How long a session lives without being refreshed. */
    private static final Duration LIFETIME = Duration.ofDays(30);

    /** How long a retry of a refresh gets the same successor. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Sessions of a person that live at a time; another one ends the oldest. */
    private static final int MAX_LIVE = 50;

    private final SessionStore store;
    private final LiveSessions live;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Clock clock;

    public Sessions(Database database, LiveSessions live, AccessTokens accessTokens, TokenKeys keys, Clock clock) {
        this.store = new SessionStore(database);
        this.live = live;
        this.accessTokens = accessTokens;
        this.refreshTokens = new RefreshTokens(keys);
        this.clock = clock;
    }

    /** Returns what deletes sessions that ended more than thirty days ago; not yet begun. */
    public static Sweep sweep(Database database) {
        return SessionStore.sweep(database);
    }

    /**
     * What proves a session.
     *
     * @param accessToken JWT, for the Authorization header
     * @param refreshToken opaque, for the next tokens, once
     * @param expiresIn seconds until the access token ends
     */
    record Tokens(String accessToken, String refreshToken, long expiresIn) {
        /** Leaves everything out: all of it is secret. */
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /**
     * Begins a session.
     *
     * @param user as the password was proven: nothing is begun when it has another by now
     * @param network that the person signs in from
     */
    Optional<Tokens> begin(User user, String device, String network) {
        Times times = times();
        Claim claim = new Claim(user.id(), RowIds.next(times.now()), 0);
        String token = refreshTokens.first(claim.user(), claim.session());
        if (!store.insert(user, claim.session(), RefreshTokens.hash(token), device, network, times)) {
            return Optional.empty();
        }
        List<UUID> all = store.live(user.id(), times.now());
        live.end(user.id(), all.subList(Math.min(MAX_LIVE, all.size()), all.size()), times.now());
        return Optional.of(tokens(claim, token));
    }

    /**
     * Replaces a refresh token. Of many at once each gets the same successor, and so does a retry within 30 seconds, as
     * long as the successor was not used. A token that is used again after that has been copied: its session ends.
     *
     * @throws Failure.Unauthorized with {@code refresh-reused} then, and {@code refresh-invalid} when the token is none
     *     of ours or of a session that has ended
     */
    Tokens refresh(String token, String network) {
        Claim claim = refreshTokens.read(token).orElseThrow(Sessions::invalid);
        String successor = refreshTokens.issue(claim.next());
        Times times = times();
        if (store.rotate(claim, RefreshTokens.hash(token), RefreshTokens.hash(successor), network, times)) {
            return tokens(claim, successor);
        }
        Rotated rotated = store.rotated(claim, times.now()).orElseThrow(() -> ended(claim));
        if (rotated.generation() <= claim.generation()) {
            throw invalid();
        }
        if (isRetry(claim, rotated, times.now())) {
            return tokens(
                    claim, refreshTokens.issued(claim.next(), rotated.hash()).orElseThrow(Sessions::invalid));
        }
        end(claim.user(), claim.session());
        throw new Failure.Unauthorized(
                "refresh-reused", "This refresh token was used before, so its session has been ended. Sign in again.");
    }

    /** An ending that came to nobody's knowledge is told to all members now. */
    private Failure ended(Claim claim) {
        if (store.endable(claim.user(), clock.instant()).contains(claim.session())) {
            end(claim.user(), claim.session());
        }
        return invalid();
    }

    private static boolean isRetry(Claim claim, Rotated rotated, Instant now) {
        Instant at = rotated.at();
        return rotated.generation() == claim.generation() + 1 && at != null && now.isBefore(at.plus(GRACE));
    }

    private Tokens tokens(Claim claim, String refreshToken) {
        return new Tokens(
                accessTokens.issue(claim.user(), claim.session()), refreshToken, AccessTokens.LIFETIME.toSeconds());
    }

    /** Returns a page of a person's sessions that live, as one of them is shown it. */
    Page<SessionAnswer> list(Caller caller, Ordering ordering, Paging paging) {
        Page<SessionAnswer> page = store.list(caller.user(), clock.instant(), ordering, paging);
        return new Page<>(
                page.data().stream()
                        .map(session -> session.seenFrom(caller.session()))
                        .toList(),
                page.pagination());
    }

    /**
     * Ends a session of the person's.
     *
     * @throws Failure.NotFound when the person has none of this id that lives
     */
    void endOne(UUID user, UUID session) {
        boolean lives = store.live(user, clock.instant()).contains(session);
        if (store.endable(user, clock.instant()).contains(session)) {
            end(user, session);
        }
        if (!lives) {
            throw notFound();
        }
    }

    /** Ends a session, if it lives. */
    void end(UUID user, UUID session) {
        live.end(user, List.of(session), clock.instant());
    }

    /** Ends a person's sessions but for the present one. */
    void endOthers(Caller caller) {
        Instant now = clock.instant();
        List<UUID> others = store.endable(caller.user(), now).stream()
                .filter(session -> !session.equals(caller.session()))
                .toList();
        live.end(caller.user(), others, now);
    }

    /** Ends all sessions of a person; the present one last, so that a try that failed can be made again. */
    public void endAll(Caller caller) {
        endOthers(caller);
        end(caller.user(), caller.session());
    }

    static Failure notFound() {
        return new Failure.NotFound("session-not-found", "There is no such session.");
    }

    private static Failure invalid() {
        return new Failure.Unauthorized("refresh-invalid", "This refresh token is not valid. Sign in again.");
    }

    private Times times() {
        Instant now = clock.instant();
        return new Times(now, now.plus(LIFETIME));
    }
}
