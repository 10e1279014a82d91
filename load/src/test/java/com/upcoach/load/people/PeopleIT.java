package com.upcoach.load.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.database.EmbeddedDatabase;
import com.upcoach.session.TokenKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The maker on a real PostgreSQL. */
class PeopleIT {
    @TempDir
    private static Path directory;

    private static EmbeddedDatabase postgres;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedDatabase.start(directory.resolve("database"));
        new DatabaseStart(new DatabaseSettings(postgres.url(), postgres.user(), postgres.password(), 2)).prepare(true);
        connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        TokenKeys.loadOrCreate(directory.resolve("keys"));
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        postgres.close();
    }

    @Test
    void makesWhatIsAskedForAndRemovesExactlyThat() throws Exception {
        make("ours", 12);
        make("ours-1", 3);
        make("ours", 12);

        assertThat(count("SELECT count(*) FROM users")).isEqualTo(15);
        assertThat(count("SELECT count(*) FROM goals")).isEqualTo(15 * 2);
        assertThat(count("SELECT count(*) FROM tasks")).isEqualTo(15 * 6);
        assertThat(count("SELECT count(*) FROM sessions")).isEqualTo(27);
        assertThat(
                        count(
                                "SELECT count(*) FROM users u WHERE data_version <> (SELECT max(seq) FROM change_log WHERE user_id = u.id)"))
                .isZero();
        assertThat(count("SELECT count(*) FROM change_log")).isEqualTo(15 * 9);
        assertThat(Files.readAllLines(directory.resolve("people.csv")))
                .hasSize(13)
                .first()
                .isEqualTo(Person.COLUMNS);

        People.main(new String[] {"clean", "--url", postgres.url(), "--user", postgres.user(), "--batch", "ours"});

        assertThat(count("SELECT count(*) FROM users WHERE email LIKE 'ours-1-%'"))
                .isEqualTo(3);
        assertThat(count("SELECT count(*) FROM users")).isEqualTo(3);
        assertThat(count("SELECT count(*) FROM tasks")).isEqualTo(3 * 6);
    }

    @Test
    void idsInTheFileAreThoseOfRows() throws Exception {
        make("ids", 1);
        List<String> fields = List.of(
                Files.readAllLines(directory.resolve("people.csv")).get(1).split(","));
        assertThat(count("SELECT count(*) FROM goals WHERE id = ANY('{"
                        + fields.get(4).replace(' ', ',') + "}'::uuid[])"))
                .isEqualTo(2);
        assertThat(count("SELECT count(*) FROM tasks WHERE id = ANY('{"
                        + fields.get(5).replace(' ', ',') + "}'::uuid[])"))
                .isEqualTo(2);
    }

    private static void make(String batch, int people) throws Exception {
        People.main(new String[] {
            "make",
            "--url",
            postgres.url(),
            "--user",
            postgres.user(),
            "--keys",
            directory.resolve("keys").toString(),
            "--batch",
            batch,
            "--people",
            Integer.toString(people),
            "--goals",
            "2",
            "--tasks",
            "3",
            "--out",
            directory.toString()
        });
    }

    private static long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery(sql);
            rows.next();
            return rows.getLong(1);
        }
    }
}
