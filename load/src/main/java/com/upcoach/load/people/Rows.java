package com.upcoach.load.people;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The rows of a batch: accounts, goals, tasks, and the log of the writes that would have made them. Who is there
 * already is left as they are. For one thread.
 */
final class Rows {
    /** Those of a range who are not there yet; the other statements are about them. */
    private static final String NEWCOMERS = """
            INSERT INTO newcomers (n, id)
            SELECT n, md5(? || ' person ' || n)::uuid FROM generate_series(?, ?) n
            WHERE NOT EXISTS (SELECT FROM users WHERE id = md5(? || ' person ' || n)::uuid)
            """;

    private static final String USERS = """
            INSERT INTO users (id, email, password_hash, display_name, data_version, version, created_at, updated_at)
            SELECT id, ? || '-' || n || '@load.example', ?, 'Load', 1 + ? * (1 + ?), 1, now(), now() FROM newcomers
            """;

    private static final String GOALS = """
            INSERT INTO goals (user_id, id, title, description, category, status, priority, target_date, metric_type, tags,
                version, created_at, updated_at)
            SELECT id, md5(? || ' goal ' || n || ' ' || g)::uuid, 'Goal ' || g, 'Why this matters to me.', 'health', 'active',
                g % 5, DATE '2027-01-01' + g * 17, 'none', ARRAY ['tag ' || g % 7], 1, now() - g * interval '1 day', now()
            FROM newcomers, generate_series(1, ?) g
            """;

    private static final String TASKS = """
            INSERT INTO tasks (user_id, id, goal_id, title, notes, status, priority, due_date, position, source, version,
                created_at, updated_at)
            SELECT id, md5(? || ' task ' || n || ' ' || g || ' ' || t)::uuid, md5(? || ' goal ' || n || ' ' || g)::uuid,
                'Task ' || t, 'What to think of.', 'todo', t % 5, DATE '2027-01-01' + g * 17 + t, t, 'user', 1,
                now() - t * interval '1 hour', now()
            FROM newcomers, generate_series(1, ?) g, generate_series(1, ?) t
            """;

    /** As the API would have written it: the account first, then each goal, then each task. */
    private static final String CHANGES = """
            INSERT INTO change_log (user_id, seq, write_id, kind, entity_id, operation, version, changed_at)
            SELECT id, seq, md5(id || ' write ' || seq)::uuid, kind, entity, 'create', 1, now()
            FROM newcomers, LATERAL (
                SELECT 1 AS seq, 'user' AS kind, id AS entity
                UNION ALL
                SELECT 1 + g, 'goal', md5(? || ' goal ' || n || ' ' || g)::uuid FROM generate_series(1, ?) g
                UNION ALL
                SELECT 1 + ? + (g - 1) * ? + t, 'task', md5(? || ' task ' || n || ' ' || g || ' ' || t)::uuid
                FROM generate_series(1, ?) g, generate_series(1, ?) t) writes
            """;

    /**
     * Nobody else: the address is of the batch, and the id is the one that belongs to it. What they keep goes with
     * them.
     */
    private static final String REMOVE = """
            DELETE FROM users WHERE id IN (
                SELECT id FROM users
                WHERE email ~ ('^' || ? || '-[0-9]+@load[.]example$')
                  AND id = md5(? || ' person ' || substring(email FROM '-([0-9]+)@'))::uuid
                LIMIT ?)
            """;

    private static final String COUNT =
            "SELECT count(*) FROM users WHERE email ~ ('^' || ? || '-[0-9]+@load[.]example$')";

    private final Connection connection;
    private final String batch;

    Rows(Connection connection, Batch batch) {
        this.connection = connection;
        this.batch = batch.name();
    }

    /** Makes the people from one number to another; returns how many were not there. */
    int make(int from, int to, Amount amount, String passwordHash) throws SQLException {
        execute("CREATE TEMPORARY TABLE IF NOT EXISTS newcomers (n integer, id uuid)");
        execute("TRUNCATE newcomers");
        int goals = amount.goals();
        int tasks = amount.tasks();
        int made = change(NEWCOMERS, batch, from, to, batch);
        change(USERS, batch, passwordHash, goals, tasks);
        change(GOALS, batch, goals);
        change(TASKS, batch, batch, goals, tasks);
        change(CHANGES, batch, goals, goals, tasks, batch, goals, tasks);
        return made;
    }

    /** Removes people of the batch, at most so many; returns how many went. */
    int remove(int most) throws SQLException {
        return change(REMOVE, batch, batch, most);
    }

    /** Returns how many people of the batch there are. */
    int count() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, batch);
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getInt(1);
        }
    }

    void analyze() throws SQLException {
        execute("ANALYZE users, goals, tasks, change_log, sessions");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int change(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
