package com.upcoach.session;

import com.upcoach.database.Columns;
import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.database.Sweep;
import com.upcoach.grid.GridCalls;
import com.upcoach.http.Page;
import com.upcoach.http.Paging;
import com.upcoach.listing.Listing;
import com.upcoach.listing.Ordering;
import com.upcoach.session.RefreshTokens.Claim;
import com.upcoach.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of sessions, but for their ending, which goes through the grid. Any failure is
 * {@link com.upcoach.failure.Failure.Unavailable}. Thread-safe.
 */
final class SessionStore {
    /**
     * Nothing is inserted once the password is another; FOR SHARE waits for a change of it that is under way, so that
     * whoever changes it finds each session that was begun by the old one.
     */
    private static final Sql INSERT = new Sql("session-insert", """
                    INSERT INTO sessions (user_id, id, refresh_hash, device, ip, created_at, last_active_at, expires_at)
                    SELECT id, CAST(? AS uuid), CAST(? AS bytea), CAST(? AS text), CAST(? AS text),
                           CAST(? AS timestamptz), CAST(? AS timestamptz), CAST(? AS timestamptz)
                    FROM users WHERE id = ? AND password_hash = ?
                    FOR SHARE
                    """);

    private static final Sql ROTATE = new Sql("session-rotate", """
                    UPDATE sessions
                    SET generation = generation + 1, refresh_hash = ?, rotated_at = ?, last_active_at = ?, ip = ?,
                        expires_at = ?
                    WHERE user_id = ? AND id = ? AND generation = ? AND refresh_hash = ?
                      AND revoked_at IS NULL AND expires_at > ?
                    """);

    private static final Sql ROTATED = new Sql("session-rotated", """
                    SELECT generation, refresh_hash, rotated_at FROM sessions
                    WHERE user_id = ? AND id = ? AND revoked_at IS NULL AND expires_at > ?
                    """);

    private static final Sql LIVE = new Sql("session-live", """
                    SELECT id FROM sessions
                    WHERE user_id = ? AND revoked_at IS NULL AND expires_at > ?
                    ORDER BY created_at DESC, id DESC
                    """);

    /**
     * What lives, and what was ended so lately that a member may still serve it: where nobody learned what became of
     * the COMMIT, the grid was not told.
     */
    private static final Sql ENDABLE = new Sql("session-endable", """
                    SELECT id FROM sessions
                    WHERE user_id = ? AND (revoked_at IS NULL OR revoked_at > ?) AND expires_at > ?
                    """);

    private static final Sql SWEEP = new Sql("session-sweep", """
                    DELETE FROM sessions WHERE (user_id, id) IN (
                        SELECT user_id, id FROM sessions
                        WHERE coalesce(revoked_at, expires_at) < now() - interval '30 days'
                        ORDER BY coalesce(revoked_at, expires_at) LIMIT ?)
                    """);

    private static final Listing.Source<SessionAnswer> LISTED = new Listing.Source<>(
            "session",
            "sessions",
            "id, device, ip, created_at, last_active_at",
            SessionStore::answer,
            SessionAnswer::id);

    private final Database database;

    SessionStore(Database database) {
        this.database = database;
    }

    /** Returns what deletes sessions that ended more than thirty days ago. */
    static Sweep sweep(Database database) {
        return new Sweep(database, SWEEP);
    }

    /**
     * When something is done to a session.
     *
     * @param now the present
     * @param until when the session ends, unless it is refreshed before
     */
    record Times(Instant now, Instant until) {}

    /**
     * Where a session stands that was refreshed.
     *
     * @param generation how often
     * @param hash of the refresh token that is good now
     * @param at when it was refreshed last, null before the first time
     */
    record Rotated(long generation, byte[] hash, @Nullable Instant at) {}

    /** Keeps a new session, unless the person's password is another by now; returns whether it is kept. */
    boolean insert(User user, UUID session, byte[] hash, String device, String network, Times times) {
        return GridCalls.query(() -> database.change(
                        INSERT,
                        session,
                        hash,
                        device,
                        network,
                        times.now,
                        times.now,
                        times.until,
                        user.id(),
                        user.passwordHash()))
                == 1;
    }

    /** Replaces the refresh token of a session that lives, if it is this one; of many at once one succeeds. */
    boolean rotate(Claim claim, byte[] hash, byte[] nextHash, String network, Times times) {
        return GridCalls.query(() -> database.change(
                        ROTATE,
                        nextHash,
                        times.now,
                        times.now,
                        network,
                        times.until,
                        claim.user(),
                        claim.session(),
                        claim.generation(),
                        hash,
                        times.now))
                == 1;
    }

    /** Returns where a session stands, if it lives. */
    Optional<Rotated> rotated(Claim claim, Instant now) {
        return GridCalls.query(
                () -> database.queryOne(ROTATED, SessionStore::rotated, claim.user(), claim.session(), now));
    }

    private static Rotated rotated(Columns columns) {
        return new Rotated(
                columns.longInteger("generation"),
                columns.bytes("refresh_hash"),
                columns.optionalInstant("rotated_at"));
    }

    /** Returns a person's sessions that live, the newest first. */
    List<UUID> live(UUID user, Instant now) {
        return GridCalls.query(() -> database.query(LIVE, columns -> columns.uuid("id"), user, now));
    }

    /** Returns a person's sessions that a member may serve: they live, or were ended within a token's life. */
    List<UUID> endable(UUID user, Instant now) {
        Instant lately = now.minus(AccessTokens.LIFETIME).minus(AccessTokens.SKEW);
        return GridCalls.query(() -> database.query(ENDABLE, columns -> columns.uuid("id"), user, lately, now));
    }

    /** Returns a page of a person's sessions that live. */
    Page<SessionAnswer> list(UUID user, Instant now, Ordering ordering, Paging paging) {
        return GridCalls.query(() -> database.transaction(tx -> {
            Listing<SessionAnswer> live = new Listing<>(LISTED, user);
            live.and("revoked_at IS NULL AND expires_at > ?", now);
            return live.page(tx, ordering, paging);
        }));
    }

    private static SessionAnswer answer(Columns columns) {
        return new SessionAnswer(
                columns.uuid("id"),
                columns.string("device"),
                columns.string("ip"),
                columns.instant("created_at"),
                columns.instant("last_active_at"),
                false);
    }
}
