package com.upcoach.grid.row;

import com.upcoach.database.Sql;

/**
 * How rows of one kind are inserted.
 *
 * @param plain in the transaction of a write; the parameters are the row's values
 * @param alone together with all that belongs to the write, in one statement: nothing is changed, and no row counted,
 *     unless the data version is what the write follows on and the row's id was never used. The parameters are those of
 *     {@link NewRow}
 * @param aloneAndKept the same, with the answer to keep; it also changes nothing when there is one of its key, of
 *     whatever age
 */
public record Insert(Sql plain, Sql alone, Sql aloneAndKept) {
    private static final String FENCED = """
                    WITH fenced AS (
                        UPDATE users SET data_version = ? WHERE id = ? AND data_version = ?
                            AND NOT EXISTS (
                                SELECT FROM change_log AS past
                                WHERE past.user_id = users.id AND past.kind = ? AND past.entity_id = CAST(? AS uuid))
                    """;

    private static final String UNLESS_KEPT = """
                            AND NOT EXISTS (
                                SELECT FROM idempotency_keys AS kept
                                WHERE kept.user_id = users.id AND kept.key = ?)
                    """;

    private static final String LOGGED = """
                        RETURNING id
                    ), logged AS (
                        INSERT INTO change_log (user_id, seq, write_id, changed_at, kind, entity_id, operation, version)
                        SELECT id, ?, ?, ?, ?, ?, 'create', 1 FROM fenced
                    )
                    """;

    /** For {@link KeptAnswer#values}. */
    static final String KEEP = """
                    INSERT INTO idempotency_keys (user_id, key, fingerprint, status, location, etag, body, created_at)
                    """;

    private static final String KEPT = ", kept AS (" + KEEP + "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM fenced) ";

    /**
     * Makes the statements of a kind.
     *
     * @param name what they are called in meters and logs
     * @param columns with commas between them
     */
    public static Insert into(String name, String table, String columns) {
        String into = "INSERT INTO " + table + " (" + columns + ") ";
        String values =
                "?" + ", ?".repeat((int) columns.chars().filter(c -> c == ',').count());
        String row = into + "SELECT " + values + " FROM fenced";
        return new Insert(
                new Sql(name, into + "VALUES (" + values + ")"),
                new Sql(name, FENCED + LOGGED + row),
                new Sql(name, FENCED + UNLESS_KEPT + LOGGED + KEPT + row));
    }
}
