package com.upcoach.session.live;

import com.tangosol.net.cache.CacheStore;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseFailure;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.Loads;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import com.upcoach.gridconfig.MapNames;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The store behind the {@code sessions} map, named in the cache configuration. It loads whether a session lives, and
 * writes that it was ended; sessions are begun and refreshed past it, as neither makes one end. Throws nothing but
 * {@link StoreFailure}. Thread-safe.
 */
@Singleton
@Named("sessions")
public class SessionStateStore implements CacheStore<SessionKey, SessionState> {
    /** FOR SHARE waits for an ending whose owner died in the middle of its COMMIT. */
    private static final Sql LOAD = new Sql("session-load", """
                    SELECT revoked_at FROM sessions WHERE user_id = ? AND id = ? FOR SHARE
                    """);

    /** The first ending counts. One that changes nothing is no fault: the person may be gone. */
    private static final Sql END = new Sql("session-end", """
                    UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND id = ? AND revoked_at IS NULL
                    """);

    private final Database database;
    private final Loads loads;

    @Inject
    SessionStateStore(Database database, Loads loads) {
        this.database = database;
        this.loads = loads;
    }

    @Override
    public SessionState load(SessionKey key) {
        Optional<SessionState> found = transaction(tx -> tx.queryOne(
                LOAD, columns -> new SessionState(columns.optionalInstant("revoked_at")), key.user(), key.session()));
        loads.count(MapNames.SESSIONS, found.isPresent());
        return found.orElse(SessionState.UNKNOWN);
    }

    @Override
    public void store(SessionKey key, SessionState state) {
        storeAll(Map.of(key, state));
    }

    @Override
    public void storeAll(Map<? extends SessionKey, ? extends SessionState> ended) {
        transaction(tx -> {
            ended.forEach((key, state) -> end(tx, key, state));
            return true;
        });
    }

    private static void end(Transaction tx, SessionKey key, SessionState state) {
        if (state.lives()) {
            throw new StoreFailure(Reason.BROKEN, "a session that was ended stays so");
        }
        tx.change(END, state.endedAt(), key.user(), key.session());
    }

    @Override
    public void erase(SessionKey key) {
        throw new StoreFailure(Reason.BROKEN, "sessions are ended, not removed");
    }

    private <T> T transaction(Function<Transaction, T> work) {
        try {
            return database.transaction(work);
        } catch (DatabaseFailure e) {
            throw StoreFailure.from(e);
        }
    }
}
