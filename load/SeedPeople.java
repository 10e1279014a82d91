import com.upcoach.session.AccessTokens;
import com.upcoach.session.TokenKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes people with goals straight in the database, unless they are there already, and writes an access token of each
 * to a file, a line each. Registering so many through the API would take minutes of argon2.
 * Run: {@code java -cp app/target/upcoach.jar load/SeedPeople.java <jdbc url> <key file> <people> <goals each> <file>}.
 */
final class SeedPeople {
    private static final String USERS = """
            INSERT INTO users (id, email, password_hash, display_name, data_version, version, created_at, updated_at)
            SELECT md5('person ' || n)::uuid, 'person-' || n || '@load.example', 'none', 'Load', 1 + ?, 1, now(), now()
            FROM generate_series(1, ?) n
            ON CONFLICT DO NOTHING
            """;
    private static final String GOALS = """
            INSERT INTO goals (user_id, id, title, status, priority, target_date, metric_type, version, created_at, updated_at)
            SELECT md5('person ' || n)::uuid, md5('goal ' || n || ' ' || g)::uuid, 'Goal ' || g, 'active', 0, '2027-06-30',
                'none', 1, now(), now()
            FROM generate_series(1, ?) g, generate_series(1, ?) n
            ON CONFLICT DO NOTHING
            """;
    /** The log of what the API would have done: the account first, then a write for each goal. */
    private static final String CHANGES = """
            INSERT INTO change_log (user_id, seq, write_id, kind, entity_id, operation, version, changed_at)
            SELECT md5('person ' || n)::uuid, 1 + g, md5('write ' || n || ' ' || g)::uuid,
                CASE g WHEN 0 THEN 'user' ELSE 'goal' END,
                CASE g WHEN 0 THEN md5('person ' || n)::uuid ELSE md5('goal ' || n || ' ' || g)::uuid END,
                'create', 1, now()
            FROM generate_series(0, ?) g, generate_series(1, ?) n
            ON CONFLICT DO NOTHING
            """;
    private static final String SESSIONS = """
            INSERT INTO sessions (user_id, id, refresh_hash, created_at, last_active_at, expires_at)
            SELECT md5('person ' || n)::uuid, md5('session ' || n)::uuid, sha256(('session ' || n)::bytea), now(), now(),
                now() + interval '30 days'
            FROM generate_series(1, ?) n
            ON CONFLICT DO NOTHING
            """;
    private static final String IDS = """
            SELECT md5('person ' || n)::uuid AS id, md5('session ' || n)::uuid AS session FROM generate_series(1, ?) n ORDER BY n
            """;

    private SeedPeople() {}

    public static void main(String[] args) throws Exception {
        AccessTokens tokens = new AccessTokens(TokenKeys.loadOrCreate(Path.of(args[1])), Clock.systemUTC());
        int people = Integer.parseInt(args[2]);
        int goals = Integer.parseInt(args[3]);
        List<String> issued = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(args[0], "upcoach", "")) {
            for (String sql : List.of(USERS, GOALS, CHANGES)) {
                insert(connection, sql, goals, people);
            }
            insert(connection, SESSIONS, people);
            connection.createStatement().execute("ANALYZE");
            try (PreparedStatement statement = connection.prepareStatement(IDS)) {
                statement.setInt(1, people);
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    issued.add(tokens.issue(rows.getObject("id", UUID.class), rows.getObject("session", UUID.class)));
                }
            }
        }
        Files.write(Path.of(args[4]), issued);
    }

    private static void insert(Connection connection, String sql, int... counts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < counts.length; i++) {
                statement.setInt(i + 1, counts[i]);
            }
            statement.executeUpdate();
        }
    }
}
