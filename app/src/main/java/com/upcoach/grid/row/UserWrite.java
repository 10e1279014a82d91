package com.upcoach.grid.row;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private static final Sql LOG = new Sql("change-log-insert", """
                    INSERT INTO change_log (user_id, seq, write_id, kind, entity_id, operation, version, changed_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """);

    private static final Sql KEEP = new Sql("idempotency-insert", """
                    INSERT INTO idempotency_keys
                        (user_id, key, fingerprint, status, location, etag, body, created_at)
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
        List<RowKey> keys = inOrder(stores);
        long seq = dataVersion - keys.size();
        for (RowKey key : keys) {
            applyRow(tx, key, row(key), stores.apply(key));
        }
        capped(tx, stores);
        // Before the log: one that has these numbers already is of a grid that fell behind, not a duplicate.
        fence(tx.change(FENCE, dataVersion, user, seq) == 1);
        for (RowKey key : keys) {
            log(tx, key, row(key), ++seq);
        }
        keep(tx);
        return true;
    }

    /** What is made or changed comes before what refers to it, what is deleted after. */
    private List<RowKey> inOrder(Function<RowKey, EntityStore<?>> stores) {
        Comparator<RowKey> order = Comparator.comparingInt(
                        (RowKey key) -> stores.apply(key).depth())
                .thenComparing(RowKey::id);
        Stream<RowKey> kept =
                rows.keySet().stream().filter(key -> !isDeleted(key)).sorted(order);
        Stream<RowKey> deleted = rows.keySet().stream().filter(this::isDeleted).sorted(order.reversed());
        return Stream.concat(kept, deleted).toList();
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

    private <T> void applyRow(Transaction tx, RowKey key, Row row, EntityStore<T> store) {
        switch (row) {
            case Row.Present present
            when present.version() == 1 -> store.insert(tx, user, store.type().cast(present.value()));
            case Row.Present present ->
                fence(store.update(tx, user, store.type().cast(present.value()), present.version() - 1));
            case Row.Absent absent -> fence(store.delete(tx, user, key.id(), absent.lastVersion() - 1));
            case Head ignored -> throw new StoreFailure(Reason.BROKEN, "a head is no row");
        }
    }

    private void log(Transaction tx, RowKey key, Row row, long seq) {
        Logged logged = switch (row) {
            case Row.Present p -> new Logged(p.version() == 1 ? "create" : "update", p.version());
            case Row.Absent a -> new Logged("delete", a.lastVersion());
            case Head h -> new Logged("update", h.dataVersion());
        };
        tx.change(LOG, user, seq, write.id(), key.kind(), key.id(), logged.operation, logged.version, write.at());
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
            Answer answer = first.answer();
            long rows = tx.change(
                    KEEP,
                    user,
                    first.key(),
                    first.fingerprint(),
                    answer.status(),
                    answer.location(),
                    answer.etag(),
                    answer.body(),
                    write.at());
            if (rows != 1) {
                throw new StoreFailure(Reason.DUPLICATE, "this Idempotency-Key has its answer already");
            }
        }
    }

    private static void fence(boolean held) {
        if (!held) {
            throw new StoreFailure(Reason.FENCED, "the row in PostgreSQL is newer than the grid's");
        }
    }

    private record Logged(String operation, long version) {}
}
