package com.upcoach.entity;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.row.EntityStore;
import com.upcoach.grid.row.Insert;
import java.util.List;
import java.util.UUID;

/**
 * The SQL that every kind has alike: a table whose primary key is the person's id and its own, with a version.
 * Immutable.
 *
 * @param <T> the record that is kept
 */
public abstract class EntityTable<T extends Entity> implements EntityStore<T> {
    private final Kind<T> kind;
    private final int depth;
    private final Sql select;
    private final Insert insert;
    private final Sql delete;

    /**
     * Creates the SQL of a kind whose columns are written as they are read.
     *
     * @param depth 0 when its rows refer to none of the person's, else one more than the deepest kind they refer to
     * @param columns all but the person's id
     */
    protected EntityTable(Kind<T> kind, int depth, String table, String columns) {
        this(kind, depth, table, columns, columns);
    }

    /**
     * Creates the SQL of a kind.
     *
     * @param depth 0 when its rows refer to none of the person's, else one more than the deepest kind they refer to
     * @param written all columns but the person's id
     * @param columns the same, as {@link #read} reads them
     */
    protected EntityTable(Kind<T> kind, int depth, String table, String written, String columns) {
        this.kind = kind;
        this.depth = depth;
        this.select = new Sql(
                kind.name() + "-load", "SELECT " + columns + " FROM " + table + " WHERE user_id = ? AND id = ?");
        this.insert = Insert.into(kind.name() + "-insert", table, "user_id, " + written);
        this.delete = new Sql(kind.name() + "-delete", "DELETE FROM " + table + """
                     AS kept USING unnest(CAST(? AS uuid[]), CAST(? AS bigint[])) AS gone (id, version)
                    WHERE kept.user_id = ? AND kept.id = gone.id AND kept.version = gone.version
                    """);
    }

    @Override
    public final String kind() {
        return kind.name();
    }

    @Override
    public final int depth() {
        return depth;
    }

    @Override
    public final Class<T> type() {
        return kind.type();
    }

    @Override
    public final Sql select() {
        return select;
    }

    @Override
    public final Insert insert() {
        return insert;
    }

    @Override
    public final long version(T value) {
        return value.version();
    }

    @Override
    public final long delete(Transaction tx, UUID user, List<UUID> ids, List<Long> versions) {
        return tx.change(delete, ids, versions, user);
    }
}
