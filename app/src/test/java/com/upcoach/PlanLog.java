package com.upcoach;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A PostgreSQL that writes down the plan of every statement that the server sends, with the values that it had
 * ({@code auto_explain}). For one thread.
 */
final class PlanLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedPostgres postgres;
    private final Connection connection;
    private long read;

    private PlanLog(EmbeddedPostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.connection = DriverManager.getConnection(url(), "postgres", "");
        execute("SET auto_explain.log_min_duration = -1");
    }

    static PlanLog start() {
        try {
            return new PlanLog(EmbeddedPostgres.builder()
                    .setServerConfig("session_preload_libraries", "auto_explain")
                    .setServerConfig("auto_explain.log_min_duration", "0")
                    .setServerConfig("auto_explain.log_format", "json")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_destination", "jsonlog")
                    .setServerConfig("log_rotation_size", "0")
                    .setServerConfig("log_rotation_age", "0")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    /**
     * Runs the statements of a file, which end with a semicolon at the end of a line, and counts anew what there is.
     */
    void fill(Path script) {
        try {
            for (String statement : Files.readString(script).split(";\n", -1)) {
                execute(statement);
            }
            execute("VACUUM ANALYZE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the tables that have so many rows that nothing may look at them all. */
    List<String> largeTables() {
        return texts("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                + " AND reltuples >= 1000");
    }

    /** Returns the plans of the server's statements since this was asked last. */
    List<Plan> plans() {
        String mark = "mark " + UUID.randomUUID();
        execute("DO $$ BEGIN RAISE LOG '" + mark + "'; END $$");
        List<JsonNode> entries = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            entries.addAll(newEntries());
            return entries.stream().anyMatch(entry -> text(entry, "message").equals(mark));
        });
        return entries.stream()
                .filter(entry -> text(entry, "application_name").equals("upcoach"))
                .map(entry -> text(entry, "message"))
                .filter(message -> message.contains("plan:\n"))
                .map(message -> Plan.of(json(message.substring(message.indexOf('{')))))
                .toList();
    }

    /** Whole lines alone: the last one may still be on its way. */
    private List<JsonNode> newEntries() {
        String text = String.join(
                "",
                texts("SELECT convert_from(pg_read_binary_file(pg_current_logfile('jsonlog'), " + read
                        + ", 100000000), 'UTF8')"));
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        read += whole.getBytes(StandardCharsets.UTF_8).length;
        return whole.lines().map(PlanLog::json).toList();
    }

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asText();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How a statement was carried out.
     *
     * @param sql its text
     * @param indexes those it used, in the order of the plan
     * @param scanned the tables it read from end to end
     */
    record Plan(String sql, List<String> indexes, List<String> scanned) {
        static Plan of(JsonNode explained) {
            List<JsonNode> nodes = nodes(explained.get("Plan")).toList();
            return new Plan(
                    text(explained, "Query Text"),
                    nodes.stream()
                            .filter(node -> node.has("Index Name"))
                            .map(node -> text(node, "Index Name"))
                            .toList(),
                    nodes.stream()
                            .filter(node -> text(node, "Node Type").equals("Seq Scan"))
                            .map(node -> text(node, "Relation Name"))
                            .toList());
        }

        private static Stream<JsonNode> nodes(JsonNode node) {
            List<JsonNode> children = new ArrayList<>();
            node.path("Plans").forEach(children::add);
            return Stream.concat(Stream.of(node), children.stream().flatMap(Plan::nodes));
        }
    }
}
