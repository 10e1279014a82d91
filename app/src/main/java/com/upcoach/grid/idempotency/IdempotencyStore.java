package com.upcoach.grid.idempotency;

import com.tangosol.net.cache.CacheStore;
import com.upcoach.database.Columns;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseFailure;
import com.upcoach.database.Sql;
import com.upcoach.grid.Loads;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.UserRowStore;
import com.upcoach.gridconfig.MapNames;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store behind the {@code idempotency} map, named in the cache configuration. It loads kept answers for 24 hours;
 * it writes nothing, as an answer is kept by the transaction of its effect and a claim lives in the grid alone.
 * Throws nothing but {@link StoreFailure}. Thread-safe.
 */
@Singleton
@Named("idempotency")
public class IdempotencyStore implements CacheStore<IdempotencyKey, Claim> {
    private static final Sql LOAD = new Sql("idempotency-load", """
                    SELECT fingerprint, status, location, etag, body FROM idempotency_keys
                    WHERE user_id = ? AND key = ? AND created_at > now() - interval '24 hours'
                    """);

    private final Database database;
    private final Loads loads;

    @Inject
    IdempotencyStore(Database database, Loads loads) {
        this.database = database;
        this.loads = loads;
    }

    @Override
    public @Nullable Claim load(IdempotencyKey key) {
        try {
            Optional<KeptAnswer> kept = database.transaction(tx -> {
                UserRowStore.awaitCommits(tx, key.user());
                return tx.queryOne(LOAD, columns -> kept(key.key(), columns), key.user(), key.key());
            });
            loads.count(MapNames.IDEMPOTENCY, kept.isPresent());
            return kept.<Claim>map(Claim.Answered::new).orElse(null);
        } catch (DatabaseFailure e) {
            throw StoreFailure.from(e);
        }
    }

    private static KeptAnswer kept(String key, Columns c) {
        Answer answer = new Answer(
                c.integer("status"), c.optionalString("location"), c.optionalString("etag"), c.bytes("body"));
        return new KeptAnswer(key, c.bytes("fingerprint"), answer);
    }

    @Override
    public void store(IdempotencyKey key, Claim claim) {}

    @Override
    public void erase(IdempotencyKey key) {}
}
