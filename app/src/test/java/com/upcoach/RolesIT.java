package com.upcoach;

import static com.upcoach.Client.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two roles of {@code k8s/database/roles.sql} on a real PostgreSQL: one migrates, a member works as the other. */
class RolesIT {
    private static final Path ROLES = Path.of("..", "k8s", "database", "roles.sql");
    private static final String OWNER = "upcoach_owner";
    private static final String APP = "upcoach_app";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;
    private static MemberProcess member;
    private static MemberProcess forgotten;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        server = EmbeddedPostgres.builder().start();
        String roles = Files.readString(ROLES);
        run("postgres", "postgres", "CREATE ROLE " + OWNER + " LOGIN");
        for (String database : List.of("upcoach", "unmigrated", "forgotten")) {
            run("postgres", "postgres", "CREATE DATABASE " + database + " OWNER " + OWNER);
            run(database, "postgres", roles);
        }
        forgotten = member("forgotten", "forgotten"); // takes half a minute to give up
        assertThat(migrate("upcoach")).isZero();
        member = member("member", "upcoach");
        member.awaitReady();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        member.stop();
        server.close();
    }

    private static MemberProcess member(String name, String database) {
        Map<String, String> variables = new HashMap<>(MemberProcess.MANY);
        variables.put("UPCOACH_MIGRATE", "off");
        return MemberProcess.start(
                name, "roles-it-" + UUID.randomUUID(), url(database), APP, folder, List.of(), variables);
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    private static void run(String database, String user, String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), user, "");
                Statement sql = connection.createStatement()) {
            sql.execute(statements);
        }
    }

    private static int migrate(String database) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        MemberProcess.target("upcoach.jar"),
                        "com.upcoach.Migrate")
                .inheritIO();
        builder.environment().putAll(Map.of("UPCOACH_DB_URL", url(database), "UPCOACH_DB_USER", OWNER));
        return builder.start().waitFor();
    }

    @Test
    void aMemberDoesAllItsWorkAsTheRoleThatChangesNoTable() {
        Client client = Client.registered(member.base());
        var made = client.send(
                member.base(),
                "POST",
                "/api/goals",
                "{\"title\":\"x\",\"tasks\":[{\"title\":\"y\"}]}",
                "Idempotency-Key",
                "k-1");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String goal = header(made, "Location");
        for (var answer : List.of(
                client.send(member.base(), "PATCH", goal, "{\"title\":\"z\"}", "If-Match", "\"1\""),
                client.get(member.base(), "/api/goals"),
                client.get(member.base(), "/api/analytics/summary"),
                client.get(member.base(), "/api/me/export"),
                client.send(member.base(), "POST", "/api/subscription/change", "{\"plan\":\"pro\"}"),
                client.send(member.base(), "DELETE", goal, ""))) {
            assertThat(answer.statusCode())
                    .as(answer.uri() + ": " + answer.body())
                    .isBetween(200, 204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE extra (id int)",
                "CREATE TEMPORARY TABLE extra (id int)",
                "CREATE SCHEMA extra",
                "ALTER TABLE goals ADD COLUMN extra int",
                "DROP TABLE goals CASCADE",
                "TRUNCATE goals CASCADE",
                "CREATE INDEX extra ON goals (title)",
                "ALTER TABLE goals OWNER TO upcoach_app",
                "UPDATE flyway_schema_history SET checksum = 0",
                "DELETE FROM flyway_schema_history",
                "CREATE ROLE extra",
                "SET ROLE upcoach_owner"
            })
    void thatRoleMayNot(String statement) {
        assertThatThrownBy(() -> run("upcoach", APP, statement))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42501");
    }

    @Test
    void theRolesMayBeLaidAgain() throws IOException, SQLException {
        run("upcoach", "postgres", Files.readString(ROLES));
        thatRoleMayNot("DELETE FROM flyway_schema_history");
    }

    @Test
    void aMemberWaitsForTheMigrationAndStartsAfterIt() throws IOException, InterruptedException {
        MemberProcess early = member("early", "unmigrated");
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> early.log().contains("waiting for them"));
            assertThat(early.ready()).isFalse();
            assertThat(migrate("unmigrated")).isZero();
            early.awaitReady();
        } finally {
            early.stop();
        }
    }

    @Test
    void aSchemaThatNobodyMigratesEndsTheStart() throws InterruptedException {
        assertThat(forgotten.awaitEnd()).isEqualTo(1);
        assertThat(forgotten.log()).contains("upcoach: the schema lacks 4 migrations");
    }
}
