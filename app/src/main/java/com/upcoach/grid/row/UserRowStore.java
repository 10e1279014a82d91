package com.upcoach.grid.row;

import com.tangosol.net.cache.BinaryEntryStore;
import com.tangosol.util.BinaryEntry;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseFailure;
import com.upcoach.database.DatabaseFailure.Kind;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.Loads;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import com.upcoach.gridconfig.MapNames;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The store behind the {@code user-rows} map, named in the cache configuration. It loads a row by its kind's
 * {@link EntityStore}, and stores all rows of a write, its change log and its kept answer in one transaction. It runs
 * at the owner and throws nothing but {@link StoreFailure}. Thread-safe.
 */
@Singleton
@Named("user-rows")
public class UserRowStore implements BinaryEntryStore<RowKey, Row> {
    private static final Logger LOG = System.getLogger(UserRowStore.class.getName());

    /**
     * FOR SHARE waits for a write whose owner died, or whose connection broke, in the middle of its COMMIT. It writes
     * to the log, for which nobody need wait: such a transaction only reads.
     */
    private static final Sql HEAD = new Sql("head-load", """
                    SELECT data_version, set_config('synchronous_commit', 'off', true) FROM users WHERE id = ? FOR SHARE
                    """);

    private static final Sql LAST_VERSION = new Sql("row-last-version", """
                    SELECT version FROM change_log
                    WHERE user_id = ? AND kind = ? AND entity_id = ?
                    ORDER BY seq DESC LIMIT 1
                    """);

    private static final Sql MADE = new Sql("write-made", """
                    SELECT max(seq) AS data_version FROM change_log WHERE user_id = ? AND write_id = ? HAVING count(*) > 0
                    """);

    private final Database database;
    private final Loads loads;
    private final Map<String, EntityStore<?>> stores = new HashMap<>();

    @Inject
    UserRowStore(Database database, Loads loads, @Any Instance<EntityStore<?>> stores) {
        this.database = database;
        this.loads = loads;
        stores.forEach(store -> this.stores.put(store.kind(), store));
    }

    @Override
    public void load(BinaryEntry<RowKey, Row> entry) {
        RowKey key = entry.getKey();
        guarded(() -> {
            Optional<? extends Row> loaded = database.transaction(tx -> load(tx, key));
            loaded.ifPresent(entry::setValue);
            loads.count(MapNames.USER_ROWS, loaded.isPresent() && !(loaded.get() instanceof Row.Absent));
            return true;
        });
    }

    private Optional<? extends Row> load(Transaction tx, RowKey key) {
        if (key.isHead()) {
            return loadHead(tx, key);
        }
        return Optional.of(key.isWrite() ? loadWrite(tx, key) : loadRow(tx, key, store(key)));
    }

    private static Row loadWrite(Transaction tx, RowKey key) {
        loadHead(tx, key);
        return tx.queryOne(MADE, c -> c.longInteger("data_version"), key.user(), key.id())
                .<Row>map(Head::settled)
                .orElse(new Row.Absent(0));
    }

    /** Returns the data version that PostgreSQL has, after any COMMIT that is under way; 0 for nobody. */
    public long committedVersion(UUID user) {
        return guarded(() -> database.transaction(tx -> awaitCommits(tx, user)).orElse(0L));
    }

    /**
     * Waits for a COMMIT of the person that is under way, and keeps others out until the end of the transaction, which
     * must only read: what it wrote might be lost.
     */
    public static Optional<Long> awaitCommits(Transaction tx, UUID user) {
        return tx.queryOne(HEAD, c -> c.longInteger("data_version"), user);
    }

    private static Optional<Head> loadHead(Transaction tx, RowKey key) {
        return awaitCommits(tx, key.user()).map(Head::settled);
    }

    /** The head first: its lock keeps the row from being older than the head is. */
    private static <T> Row loadRow(Transaction tx, RowKey key, EntityStore<T> store) {
        loadHead(tx, key);
        return tx.queryOne(store.select(), store::read, key.user(), key.id())
                .<Row>map(value -> new Row.Present(store.version(value), value))
                .orElseGet(() -> new Row.Absent(lastVersion(tx, key)));
    }

    private static long lastVersion(Transaction tx, RowKey key) {
        return tx.queryOne(LAST_VERSION, c -> c.longInteger("version"), key.user(), key.kind(), key.id())
                .orElse(0L);
    }

    @Override
    public void loadAll(Set<? extends BinaryEntry<RowKey, Row>> entries) {
        entries.forEach(this::load);
    }

    @Override
    public void storeAll(Set<? extends BinaryEntry<RowKey, Row>> entries) {
        BinaryEntry<RowKey, Row> headEntry = null;
        Map<RowKey, Row> rows = new HashMap<>();
        for (BinaryEntry<RowKey, Row> entry : entries) {
            if (entry.getKey().isHead()) {
                headEntry = entry;
            } else {
                rows.put(entry.getKey(), entry.getValue());
            }
        }
        if (headEntry == null || !(headEntry.getValue() instanceof Head head) || head.pending() == null) {
            throw new StoreFailure(Reason.BROKEN, "rows are written by CommitWrite alone");
        }
        write(new UserWrite(headEntry.getKey().user(), head.dataVersion(), head.pending(), rows));
        headEntry.setValue(head.settled());
    }

    private void write(UserWrite write) {
        guarded(() -> {
            try {
                return NewRow.of(write)
                                .filter(row -> row.make(database, write::isInForce, this::store))
                                .isPresent()
                        || database.transaction(tx -> write.apply(tx, this::store));
            } catch (StoreFailure | DatabaseFailure e) {
                if (mayHaveBeenMadeBefore(e) && isInForce(write)) {
                    return true;
                }
                throw e;
            }
        });
    }

    /** That this cannot be found out is not that nothing was changed. */
    private boolean isInForce(UserWrite write) {
        try {
            return database.transaction(write::isInForce);
        } catch (DatabaseFailure e) {
            throw new StoreFailure(Reason.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    /** An owner that died after COMMIT has its write sent again to the next owner: there it meets its own rows. */
    private static boolean mayHaveBeenMadeBefore(RuntimeException thrown) {
        return switch (thrown) {
            case StoreFailure failure -> failure.reason() == Reason.FENCED || failure.reason() == Reason.DUPLICATE;
            case DatabaseFailure failure -> failure.kind() == Kind.DUPLICATE;
            default -> false;
        };
    }

    /** A head alone: a write that changes no row and keeps an answer. */
    @Override
    public void store(BinaryEntry<RowKey, Row> entry) {
        storeAll(Set.of(entry));
    }

    @Override
    public void erase(BinaryEntry<RowKey, Row> entry) {
        throw new StoreFailure(Reason.BROKEN, "a row is deleted by CommitWrite alone");
    }

    @Override
    public void eraseAll(Set<? extends BinaryEntry<RowKey, Row>> entries) {
        throw new StoreFailure(Reason.BROKEN, "rows are deleted by CommitWrite alone");
    }

    private EntityStore<?> store(RowKey key) {
        EntityStore<?> store = stores.get(key.kind());
        if (store == null) {
            throw new StoreFailure(Reason.BROKEN, "no store for rows of kind " + key.kind());
        }
        return store;
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreFailure e) {
            throw e;
        } catch (DatabaseFailure e) {
            if (e.kind() == Kind.BROKEN) {
                LOG.log(Level.ERROR, "a statement of ours is wrong", e);
            }
            throw StoreFailure.from(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a store failed", e);
            throw new StoreFailure(Reason.BROKEN, e.getClass().getSimpleName());
        }
    }
}
