package com.upcoach.grid.row;

import com.upcoach.database.Database;
import com.upcoach.database.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A write that makes one row and changes none: the most frequent one, and the only one that can be a single statement,
 * so one round trip to PostgreSQL in place of three (docs/decisions/0016-one-new-row-is-one-statement.md).
 *
 * @param user whose row
 * @param dataVersion of the rows once the write is made
 * @param write its name and time
 * @param key of the row
 * @param value the row
 */
record NewRow(UUID user, long dataVersion, Write write, RowKey key, Object value) {

    /** Returns the write as such a one, if it is. */
    static Optional<NewRow> of(UserWrite write) {
        if (write.rows().size() != 1
                || write.write().stage() != Write.Stage.AMIDST
                || write.write().cap() != null) {
            return Optional.empty();
        }
        Map.Entry<RowKey, Row> only = write.rows().entrySet().iterator().next();
        return only.getValue() instanceof Row.Present row && row.version() == 1
                ? Optional.of(new NewRow(write.user(), write.dataVersion(), write.write(), only.getKey(), row.value()))
                : Optional.empty();
    }

    /**
     * Makes it, and returns true; or changes nothing and returns false, when {@link UserWrite#apply} would throw or the
     * write is in force already since an earlier attempt.
     */
    boolean make(Database database, Predicate<Transaction> inForce, Function<RowKey, EntityStore<?>> stores) {
        EntityStore<?> store = stores.apply(key);
        KeptAnswer kept = write.kept();
        Insert insert = store.insert();
        return database.changeAtOnce(
                kept == null ? insert.alone() : insert.aloneAndKept(), inForce, parameters(store, kept));
    }

    private @Nullable Object[] parameters(EntityStore<?> store, @Nullable KeptAnswer kept) {
        List<@Nullable Object> all = new ArrayList<>(List.of(dataVersion, user, dataVersion - 1, key.kind(), key.id()));
        if (kept != null) {
            all.add(kept.key());
        }
        all.addAll(List.of(dataVersion, write.id(), write.at(), key.kind(), key.id()));
        if (kept != null) {
            all.addAll(kept.values(write.at()));
        }
        all.addAll(values(store));
        return all.toArray();
    }

    private <T> List<@Nullable Object> values(EntityStore<T> store) {
        return store.values(user, store.type().cast(value));
    }
}
