package com.upcoach.database;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements on one connection: all of a transaction, or one alone. Not safe for use by several threads. */
public final class Transaction {
    private final DbExecute execute;
    private final StatementTimer timer;
    private boolean changes;

    Transaction(DbExecute execute, StatementTimer timer) {
        this.execute = execute;
        this.timer = timer;
    }

    /** Runs a SELECT and returns its rows in order. */
    public <T> List<T> query(Sql sql, Function<Columns, T> read, @Nullable Object... values) {
        return timer.time(sql, () -> {
            try (var rows = execute.createNamedQuery(sql.name(), sql.text())
                    .params(Parameters.convert(values))
                    .execute()) {
                return rows.map(row -> read.apply(new Columns(row))).toList();
            }
        });
    }

    /** Runs a SELECT of at most one row. */
    public <T> Optional<T> queryOne(Sql sql, Function<Columns, T> read, @Nullable Object... values) {
        List<T> rows = query(sql, read, values);
        if (rows.size() > 1) {
            throw new IllegalStateException(sql.name() + " returned " + rows.size() + " rows");
        }
        return rows.stream().findFirst();
    }

    /** Runs an INSERT, UPDATE or DELETE and returns the number of rows it changed. */
    public long change(Sql sql, @Nullable Object... values) {
        changes = true;
        return timer.time(
                sql,
                () -> execute.createNamedDmlStatement(sql.name(), sql.text())
                        .params(Parameters.convert(values))
                        .execute());
    }

    /** Returns whether it was told to change anything. */
    boolean changes() {
        return changes;
    }
}
