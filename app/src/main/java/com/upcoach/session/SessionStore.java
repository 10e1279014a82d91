package com.upcoach.session;

import com.upcoach.database.Database;
import com.upcoach.database.DatabaseFailure;
import com.upcoach.database.Sql;
import com.upcoach.failure.Failure;
import java.time.Instant;
import java.util.UUID;

/** The SQL of sessions. Thread-safe. */
final class SessionStore {
    private static final Sql INSERT = new Sql("session-insert", """
                    INSERT INTO sessions
                        (user_id, id, family_id, refresh_hash, device, created_at, last_active_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """);

    private final Database database;

    SessionStore(Database database) {
        this.database = database;
    }

    /** Keeps a new session, the first of its token family; of the refresh token only the SHA-256. */
    void insert(UUID user, UUID session, byte[] refreshHash, String device, Instant now, Instant until) {
        try {
            database.change(INSERT, user, session, session, refreshHash, device, now, now, until);
        } catch (DatabaseFailure e) {
            throw new Failure.Unavailable("database-unavailable", "The database cannot be reached. Try again shortly.");
        }
    }
}
