package com.upcoach.grid.row;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one write of a person: its rows, the data version that fences it, its change log and its kept
 * answer. A write whose data version does not follow on PostgreSQL's changes nothing: so neither a paused former owner
 * nor a grid that fell behind can overwrite a newer row.
 *
 * @param user whose rows
 * @param dataVersion of the rows once the write is made
 * @param write its name and time
 * @param rows what each row becomes
 */
record UserWrite(UUID user, long dataVersion, Write write, Map<RowKey, Row> rows) {
    private static final Sql FENCE = new Sql("head-fence", """
                    UPDATE users SET data_version = ? WHERE id = ? AND data_version = ?
                    """);

    /**
     * Fences a write and logs it, in one round trip. An id that was used before has a past, even when its row is
     * deleted; it is not logged, and so not made.
     */
    private static final Sql FENCE_AND_LOG = new Sql("change-log-insert", """
                    WITH fenced AS (
                        UPDATE users SET data_version = ? WHERE id = ? AND data_version = ? RETURNING id
                    )
                    INSERT INTO change_log (user_id, seq, write_id, changed_at, kind, entity_id, operation, version)
                    SELECT fenced.id, CAST(? AS bigint) + place, CAST(? AS uuid), CAST(? AS timestamptz),
                           changes.kind, changes.entity_id, changes.operation, changes.version
                    FROM fenced CROSS JOIN
                         unnest(CAST(? AS text[]), CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS bigint[]))
                            WITH ORDINALITY AS changes (kind, entity_id, operation, version, place)
                    WHERE changes.operation <> 'create' OR NOT EXISTS (
                        SELECT FROM change_log AS past
                        WHERE past.user_id = fenced.id AND past.kind = changes.kind
                            AND past.entity_id = changes.entity_id)
                    """);

    /** What is a day old is kept no more. */
    private static final Sql KEEP = new Sql("idempotency-insert", Insert.KEEP + """
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (user_id, key) DO UPDATE
                    SET (fingerprint, status, location, etag, body, created_at) =
                        (excluded.fingerprint, excluded.status, excluded.location, excluded.etag, excluded.body,
                         excluded.created_at)
                    WHERE idempotency_keys.created_at <= now() - interval '24 hours'
                    """);

    private static final Sql IN_FORCE = new Sql("write-in-force", """
                    SELECT 1 AS found FROM change_log WHERE user_id = ? AND write_id = ? AND seq = ?
                    """);

    /** Carries the write out; returns true, or throws {@link StoreFailure} with FENCED and changes nothing. */
    boolean apply(Transaction tx, Function<RowKey, EntityStore<?>> stores) {
        List<RowKey> kept = kept(stores);
        List<List<RowKey>> deleted = deleted(stores);
        if (write.stage() == Write.Stage.LAST) {
            // While there still is a head to be fenced by: PostgreSQL deletes all that refers to the person.
            fence(tx);
            deleted.forEach(keys -> delete(tx, keys, stores.apply(keys.getFirst())));
            return true;
        }
        kept.forEach(key -> put(tx, (Row.Present) row(key), stores.apply(key)));
        deleted.forEach(keys -> delete(tx, keys, stores.apply(keys.getFirst())));
        capped(tx, stores);
        List<RowKey> changed = Stream.concat(kept.stream(), deleted.stream().flatMap(List::stream))
                .toList();
        if (changed.isEmpty()) {
            fence(tx);
        } else {
            fenceAndLog(tx, changed);
        }
        keep(tx);
        return true;
    }

    /** What is made or changed: it comes before what refers to it. */
    private List<RowKey> kept(Function<RowKey, EntityStore<?>> stores) {
        return rows.keySet().stream()
                .filter(key -> !isDeleted(key))
                .sorted(Comparator.comparingInt(
                                (RowKey key) -> stores.apply(key).depth())
                        .thenComparing(RowKey::id))
                .toList();
    }

    /** What is deleted, by kind: it comes after what refers to it. */
    private List<List<RowKey>> deleted(Function<RowKey, EntityStore<?>> stores) {
        Map<String, List<RowKey>> byKind = rows.keySet().stream()
                .filter(this::isDeleted)
                .sorted(Comparator.comparing(RowKey::id))
                .collect(Collectors.groupingBy(RowKey::kind));
        return byKind.values().stream()
                .sorted(Comparator.comparingInt(
                        (List<RowKey> keys) -> -stores.apply(keys.getFirst()).depth()))
                .toList();
    }

    private Row row(RowKey key) {
        return Objects.requireNonNull(rows.get(key));
    }

    private boolean isDeleted(RowKey key) {
        return row(key) instanceof Row.Absent;
    }

    /** Returns whether this very write is in PostgreSQL already. */
    boolean isInForce(Transaction tx) {
        return tx.queryOne(IN_FORCE, c -> c.integer("found"), user, write.id(), dataVersion)
                .isPresent();
    }

    private <T> void put(Transaction tx, Row.Present row, EntityStore<T> store) {
        T value = store.type().cast(row.value());
        if (row.version() == 1) {
            tx.change(store.insert().plain(), store.values(user, value).toArray());
        } else {
            require(store.update(tx, user, value, row.version() - 1));
        }
    }

    private void delete(Transaction tx, List<RowKey> keys, EntityStore<?> store) {
        List<UUID> ids = keys.stream().map(RowKey::id).toList();
        List<Long> expected = keys.stream().map(key -> version(key) - 1).toList();
        require(store.delete(tx, user, ids, expected) == keys.size());
    }

    private void fence(Transaction tx) {
        require(tx.change(FENCE, dataVersion, user, dataVersion - rows.size()) == 1);
    }

    private void fenceAndLog(Transaction tx, List<RowKey> changed) {
        long before = dataVersion - changed.size();
        long logged = tx.change(
                FENCE_AND_LOG,
                dataVersion,
                user,
                before,
                before,
                write.id(),
                write.at(),
                changed.stream().map(RowKey::kind).toList(),
                changed.stream().map(RowKey::id).toList(),
                changed.stream().map(this::operation).toList(),
                changed.stream().map(this::version).toList());
        require(logged == changed.size());
    }

    private String operation(RowKey key) {
        return isDeleted(key) ? "delete" : version(key) == 1 ? "create" : "update";
    }

    private long version(RowKey key) {
        return switch (row(key)) {
            case Row.Present present -> present.version();
            case Row.Absent absent -> absent.lastVersion();
            case Head ignored -> throw new StoreFailure(Reason.BROKEN, "a head is no row");
        };
    }

    private void capped(Transaction tx, Function<RowKey, EntityStore<?>> stores) {
        Cap cap = write.cap();
        if (cap != null && stores.apply(new RowKey(user, cap.kind(), user)).counted(tx, user) > cap.most()) {
            throw new StoreFailure(Reason.FULL, "more rows of kind " + cap.kind() + " than there may be");
        }
    }

    private void keep(Transaction tx) {
        KeptAnswer first = write.kept();
        if (first != null) {
            List<@Nullable Object> values = new ArrayList<>(List.of(user));
            values.addAll(first.values(write.at()));
            if (tx.change(KEEP, values.toArray()) != 1) {
                throw new StoreFailure(Reason.DUPLICATE, "this Idempotency-Key has its answer already");
            }
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new StoreFailure(Reason.FENCED, "the row in PostgreSQL is newer than the grid's");
        }
    }
}
