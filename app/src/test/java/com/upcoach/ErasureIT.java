package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tangosol.net.Coherence;
import com.tangosol.net.NamedCache;
import com.tangosol.net.cache.NearCache;
import com.upcoach.gridconfig.MapNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * All that is kept of a person is in the export, and after deletion nowhere: every table and column that PostgreSQL
 * says there is, and every map of the grid.
 */
@ServerTest
class ErasureIT extends ApiIT {
    /** What is kept of a person and not exported, each with its reason. */
    private static final Map<String, String> NOT_EXPORTED = Map.of(
            "idempotency_keys", "copies of answers that the person was given, kept for their retries for a day",
            "users.password_hash", "a secret's hash: of use to nobody but who would guess the password",
            "sessions.refresh_hash", "a secret's hash");

    /** Maps where something of a person may stay, each with its reason. */
    private static final Map<String, String> NOT_EMPTIED = Map.of(
            MapNames.LIMIT_COUNTERS, "how many requests of an id or address were counted, until the window ends");

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    ErasureIT(WebServer server) {
        super(server);
    }

    /** Leaves something of the person in every table and in every map. */
    private void live() {
        String goal = json(posted(
                        "/api/goals", "{\"title\":\"a\",\"tasks\":[{\"title\":\"b\"}]}", "Idempotency-Key", "1"))
                .get("id")
                .asText();
        posted("/api/goals", "{\"title\":\"a\",\"tasks\":[{\"title\":\"b\"}]}", "Idempotency-Key", "1");
        posted("/api/goals/" + goal + "/check-ins", "{\"requestId\":\"1\",\"note\":\"n\"}");
        posted("/api/ai/interactions", "{\"kind\":\"chat\",\"prompt\":\"How?\"}");
        posted("/api/subscription/change", "{\"plan\":\"pro\"}");
        for (String path : List.of("/api/goals", "/api/tasks", "/api/me", "/api/analytics/summary")) {
            assertThat(client.get(base, path).statusCode()).isEqualTo(200);
        }
        byte[] value = {1};
        TestMember.cache().set("stats:" + client.id() + ":week", value, Set.of("person-" + client.id()));
        TestMember.cache().set("everyone", value, Set.of("person-" + client.id()));
    }

    private HttpResponse<String> posted(String path, String body, String... headers) {
        HttpResponse<String> made = post(path, body, headers);
        assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
        return made;
    }

    private void delete() {
        HttpResponse<String> deleted =
                client.send(base, "DELETE", "/api/me", "{\"password\":\"" + Client.PASSWORD + "\"}");
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
    }

    private static List<String> tables() {
        return TestDatabase.texts("""
                SELECT table_name FROM information_schema.columns
                WHERE table_schema = 'public' AND column_name = 'user_id' ORDER BY table_name""");
    }

    private long rows(String table) {
        return TestDatabase.count(table + " WHERE user_id = '" + client.id() + "'");
    }

    @Test
    void deletionLeavesNoRowInAnyTable() {
        live();
        assertThat(tables())
                .hasSizeGreaterThan(7)
                .allSatisfy(table -> assertThat(rows(table)).as(table).isPositive());
        delete();
        assertThat(tables())
                .allSatisfy(table -> assertThat(rows(table)).as(table).isZero());
        assertThat(TestDatabase.count("users WHERE id = '" + client.id() + "'")).isZero();
    }

    @Test
    void deletionLeavesNothingInAnyMap() {
        live();
        Set<String> withPerson = new HashSet<>(mapsWithPerson());
        assertThat(withPerson)
                .containsAll(mapNames().stream()
                        .filter(map -> !NOT_EMPTIED.containsKey(map))
                        .toList());
        assertThat(withPerson).contains("views, near", "user-rows, near");
        delete();
        assertThat(mapsWithPerson())
                .filteredOn(map -> !NOT_EMPTIED.containsKey(map))
                .isEmpty();
        assertThat(TestMember.cache().get("everyone")).isEmpty();
    }

    private List<String> mapsWithPerson() {
        List<String> found = new ArrayList<>();
        for (String name : mapNames()) {
            NamedCache<?, ?> map = Coherence.getInstance().getSession().getCache(name);
            if (namesPerson(map.keySet())) {
                found.add(name);
            }
            if (namesPerson(front(map))) {
                found.add(name + ", near");
            }
        }
        return found;
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    private static Collection<?> front(NamedCache map) {
        try {
            return ((NearCache<?, ?>) map.as(NearCache.class)).getFrontMap().keySet();
        } catch (UnsupportedOperationException noNearCache) {
            return List.of();
        }
    }

    private boolean namesPerson(Collection<?> keys) {
        return List.copyOf(keys).stream().anyMatch(key -> key.toString().contains(client.id()));
    }

    private static List<String> mapNames() {
        return Arrays.stream(MapNames.class.getFields()).map(ErasureIT::value).toList();
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writesThatRaceADeletionLeaveNothing() throws Exception {
        for (int round = 0; round < 5; round++) {
            register();
            List<Future<Integer>> writes = new ArrayList<>();
            try (ExecutorService crowd = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 64; i++) {
                    writes.add(crowd.submit(
                            () -> post("/api/goals", "{\"title\":\"a\"}").statusCode()));
                    if (i == 32) {
                        crowd.submit(this::delete).get();
                    }
                }
            }
            for (Future<Integer> write : writes) {
                assertThat(write.get()).isIn(201, 401);
            }
            assertThat(writes.getLast().get()).isEqualTo(401);
            assertThat(tables())
                    .allSatisfy(table -> assertThat(rows(table)).as(table).isZero());
        }
    }

    @Test
    void theExportHasEveryColumnOfEveryTable() {
        live();
        HttpResponse<String> export = client.get(base, "/api/me/export");
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        assertThat(header(export, "Content-Disposition")).startsWith("attachment; filename=");
        assertThat(header(export, "Cache-Control")).isEqualTo("no-store");
        JsonNode document = json(export);
        for (String table : tables()) {
            if (!NOT_EXPORTED.containsKey(table)) {
                assertThat(document.get(part(table))).as(table).hasSize((int) rows(table));
                assertColumns(table, document.get(part(table)).get(0));
            }
        }
        assertColumns("users", document.get("profile"));
        assertThat(export.body()).doesNotContain("$argon2", "Hash");
    }

    private static String part(String table) {
        return table.equals("ai_interactions") ? "interactions" : camelCase(table);
    }

    private static void assertColumns(String table, JsonNode shown) {
        List<String> columns = TestDatabase.texts(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '"
                        + table + "' AND column_name <> 'user_id'");
        List<String> names = new ArrayList<>();
        shown.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .as(table)
                .containsExactlyInAnyOrderElementsOf(columns.stream()
                        .filter(column -> !NOT_EXPORTED.containsKey(table + "." + column))
                        .map(ErasureIT::camelCase)
                        .toList());
    }

    private static String camelCase(String column) {
        return UNDERSCORE.matcher(column).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void theExportShowsInstantsAsEverythingDoes() {
        live();
        JsonNode document = json(client.get(base, "/api/me/export"));
        JsonNode shown = json(client.get(base, "/api/goals")).at("/data/0");
        for (String field : List.of("id", "title", "createdAt", "updatedAt", "version", "tags", "completedAt")) {
            assertThat(document.at("/goals/0/" + field)).as(field).isEqualTo(shown.get(field));
        }
    }

    @Test
    void aLargeExportIsWholeAndMayBeCompressed() throws Exception {
        String owner = "SELECT '" + client.id() + "'";
        TestDatabase.change(
                "INSERT INTO tasks (user_id, id, title, notes, status, priority, source, version, created_at, "
                        + "updated_at) " + owner
                        + ", gen_random_uuid(), 'task', repeat('ä', 500), 'todo', 0, 'user', 1, now(), now() "
                        + "FROM generate_series(1, 10000)");
        JsonNode plain = json(client.get(base, "/api/me/export"));
        Set<String> ids = new HashSet<>();
        plain.get("tasks").forEach(task -> ids.add(task.get("id").asText()));
        assertThat(ids).hasSize(10_000);
        assertThat(plain.get("tasks")).hasSize(10_000);
        assertThat(client.send(base, "HEAD", "/api/me/export", "").statusCode()).isEqualTo(200);

        HttpResponse<byte[]> compressed = compressed();
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).hasSizeGreaterThan(5_000_000);
        }
    }

    private HttpResponse<byte[]> compressed() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/me/export"))
                    .header("Authorization", "Bearer " + client.token())
                    .header("Accept-Encoding", "gzip")
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
