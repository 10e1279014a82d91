package com.upcoach.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL, and real second processes. One home serves most tests, so that only the first unpacks. */
@Timeout(value = 60, unit = SECONDS)
class EmbeddedDatabaseIT {
    @TempDir
    static Path shared;

    @TempDir
    Path fresh;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsItsDataBetweenStarts() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(shared)) {
            execute(database, "CREATE TABLE kept AS SELECT 'höher' AS word");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(shared)) {
            assertThat(value(database, "SELECT upper(word) FROM kept")).isEqualTo("HÖHER");
        }
    }

    @Test
    void isDurableByDefault() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(shared)) {
            assertThat(value(database, "SHOW fsync")).isEqualTo("on");
            assertThat(value(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(database, "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void isWhatTheServerCountsOn() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(shared)) {
            assertThat(value(database, "SHOW server_version")).startsWith(DataDirectory.MAJOR + ".");
            assertThat(value(database, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(value(database, "SELECT datlocale FROM pg_database WHERE datname = 'upcoach'"))
                    .isEqualTo("C.UTF-8");
            assertThat(value(database, "SHOW log_timezone")).isEqualTo("UTC");
            assertThat(value(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(database, "SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER"))
                    .isEqualTo("f");
            assertThat(value(database, "SHOW max_connections")).isEqualTo("110");
            assertThat(value(database, "SHOW shared_buffers")).isEqualTo("32MB");
        }
    }

    @Test
    void refusesASecondProcessOnTheSameDirectory() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(shared)) {
            // Here first: a careless attempt in this JVM would lose the lock that refuses the other JVM.
            assertThatThrownBy(() -> EmbeddedDatabase.start(shared))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(shared.toRealPath().toString());
            Process second = run(shared);
            assertThat(second.errorReader().readLine())
                    .startsWith("upcoach: the directory " + shared.toRealPath())
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(value(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAHalfWrittenDirectory() throws IOException {
        Path data = fresh.resolve("postgres");
        Files.createDirectories(data.resolve("global"));
        refuses("PG_VERSION is missing or empty");
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        refuses("global/pg_control is missing or empty");
        Files.writeString(data.resolve("global/pg_control"), "x");
        Files.writeString(data.resolve("postgresql.conf"), "");
        refuses("postgresql.conf is missing or empty");
        Files.writeString(data.resolve("postgresql.conf"), "#");
        refuses("its first start did not finish");
        new DataDirectory(data).markWhole();
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        refuses("is of PostgreSQL 17");
        assertThat(data.resolve("global/pg_control")).hasContent("x");
    }

    private void refuses(String defect) throws IOException {
        assertThatThrownBy(() -> EmbeddedDatabase.start(fresh))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(fresh.toRealPath().resolve("postgres").toString())
                .hasMessageContaining(defect)
                .hasMessageEndingWith("move it away or delete it to start empty; your data, if any, is in it");
    }

    @Test
    void saysInOneLineWhyPostgresDoesNotStart() throws IOException {
        Files.createDirectories(fresh);
        Files.createFile(fresh.resolve("postgres-binaries"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(fresh))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(
                        fresh.toRealPath().resolve("postgres-binaries").toString());
        assertThatThrownBy(() -> EmbeddedDatabase.start(fresh.resolve("postgres-binaries")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(fresh.resolve("postgres-binaries").toString());
    }

    @Test
    void startsOverAPidFileThatNamesAnotherProcess() throws IOException {
        EmbeddedDatabase.start(shared).close();
        Path pidFile = shared.resolve("postgres/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
        EmbeddedDatabase.start(shared).close();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void takesOverAfterAKilledJvm() throws Exception {
        Process first = run(shared);
        String url = readyUrl(first);
        assertThat(shared.resolve("database.url")).hasContent(url);
        ProcessHandle orphan = postmaster();
        try (Connection client = DriverManager.getConnection(url, "upcoach", "upcoach");
                Statement statement = client.createStatement()) {
            statement.execute("CREATE TABLE before_the_kill AS SELECT 7 AS n");
            first.destroyForcibly().waitFor();
            assertThat(orphan.isAlive()).isTrue();
            try (EmbeddedDatabase database = EmbeddedDatabase.start(shared)) {
                assertThat(value(database, "SELECT n FROM before_the_kill")).isEqualTo("7");
                assertThat(postmaster().pid()).isNotEqualTo(orphan.pid());
                assertThat(shared.resolve("database.url")).doesNotExist();
            }
        }
    }

    @Test
    void leavesNothingRunningAfterASignal() throws Exception {
        Process process = run(shared);
        readyUrl(process);
        ProcessHandle postgres = postmaster();
        process.destroy();
        assertThat(process.waitFor(20, SECONDS)).isTrue();
        assertThat(shared.resolve("database.url")).doesNotExist();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !postgres.isAlive());
    }

    @Test
    void endsWithPostgres() throws Exception {
        Process process = run(shared);
        readyUrl(process);
        postmaster().destroy();
        assertThat(process.errorReader().lines()).anyMatch(line -> line.startsWith("upcoach: PostgreSQL ended"));
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(shared.resolve("database.url")).doesNotExist();
    }

    private Process run(Path home) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedDatabase.class.getName(),
                        home.toString())
                .start();
        processes.add(process);
        return process;
    }

    private static String readyUrl(Process process) {
        BufferedReader output = process.inputReader();
        try {
            String line = output.readLine();
            assertThat(line).startsWith("PostgreSQL ready: jdbc:postgresql://127.0.0.1:");
            return line.substring("PostgreSQL ready: ".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessHandle postmaster() throws IOException {
        return new Postmaster(shared.toRealPath().resolve("postgres")).running().orElseThrow();
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
