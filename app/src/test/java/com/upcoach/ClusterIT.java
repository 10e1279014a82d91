package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Three members in JVMs of their own, and what becomes of them when PostgreSQL or one of them fails. */
@TestMethodOrder(OrderAnnotation.class)
class ClusterIT {
    private static final int PEOPLE = 12;
    private static final String CLUSTER = "cluster-it-" + UUID.randomUUID();
    private static final int DATABASE_PORT = MemberProcess.freePort();
    private static final int METRICS_PORT = MemberProcess.freePort();
    private static final List<MemberProcess> MEMBERS = new ArrayList<>();

    private static final Path LOGS = Scratch.logs("cluster");
    private static final Path DATABASE = Scratch.directory("cluster-it");

    private static EmbeddedPostgres database = startDatabase();

    @BeforeAll
    static void start() {
        MEMBERS.add(MemberProcess.start("member-1", CLUSTER, url(), "postgres", LOGS, meteredGrid())
                .awaitReady());
        for (int i = 2; i <= 3; i++) {
            MEMBERS.add(MemberProcess.start("member-" + i, CLUSTER, url(), LOGS).awaitReady());
        }
    }

    /** What the operator sets for {@code spec.coherence.metrics}. */
    private static List<String> meteredGrid() {
        return List.of(
                "-Dcoherence.metrics.http.enabled=true",
                "-Dcoherence.metrics.http.address=127.0.0.1",
                "-Dcoherence.metrics.http.port=" + METRICS_PORT);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        for (MemberProcess member : MEMBERS) {
            member.stop();
        }
        database.close();
        Scratch.delete(DATABASE);
    }

    private static EmbeddedPostgres startDatabase() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(DATABASE_PORT)
                    .setDataDirectory(DATABASE.resolve("data"))
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + DATABASE_PORT + "/postgres";
    }

    private static String base(int member) {
        return MEMBERS.get(member).base();
    }

    private static List<Client> people() {
        List<Client> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Client.registered(base(i % 2)));
        }
        return people;
    }

    private static HttpResponse<String> create(Client client, int member, String title) {
        return client.send(base(member), "POST", "/api/goals", "{\"title\":\"" + title + "\"}");
    }

    @Test
    @Order(0)
    void theGridsOwnMetersAreServedBesideOurs() {
        HttpResponse<String> metrics = Client.anonymous().get("http://127.0.0.1:" + METRICS_PORT, "/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).containsPattern("(?m)^coherence_cluster_size\\{[^}]*} 3");
    }

    @Test
    @Order(1)
    void everyMemberReadsWhatAnyMemberWrote() {
        for (Client client : people()) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> made = create(client, i % 3, "goal " + i);
                assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
                String version = header(made, "Data-Version");
                HttpResponse<String> list = client.get(base((i + 1) % 3), "/api/goals", "Data-Version", version);
                assertThat(json(list).at("/pagination/total").asInt()).isEqualTo(i + 1);
                assertThat(client.get(base((i + 2) % 3), header(made, "Location"), "Data-Version", version)
                                .body())
                        .isEqualTo(made.body());
            }
        }
    }

    @Test
    @Order(2)
    void aRetryOnAnotherMemberGetsTheFirstAnswer() {
        Client client = Client.registered(base(0));
        String key = UUID.randomUUID().toString();
        List<String> bodies = new ArrayList<>();
        for (int member = 0; member < 3; member++) {
            bodies.add(client.send(base(member), "POST", "/api/goals", "{\"title\":\"x\"}", "Idempotency-Key", key)
                    .body());
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(json(client.get(base(2), "/api/goals"))
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(1);
    }

    /** The trap: a SQLException from another member's store that reaches the caller stops the whole cache service. */
    @Test
    @Order(3)
    void aStoreThatFailsOnAnotherMemberTakesNoServiceDown() throws SQLException {
        List<Client> people = people();
        sql("ALTER TABLE change_log RENAME TO change_log_away");
        for (Client client : people) {
            for (int member = 0; member < 3; member++) {
                assertThat(create(client, member, "lost").statusCode()).isEqualTo(500);
            }
        }
        sql("ALTER TABLE change_log_away RENAME TO change_log");
        for (Client client : people) {
            for (int member = 0; member < 3; member++) {
                assertThat(create(client, member, "kept").statusCode()).isEqualTo(201);
            }
            assertThat(json(client.get(base(0), "/api/goals"))
                            .at("/pagination/total")
                            .asInt())
                    .isEqualTo(3);
        }
        assertThat(MEMBERS).noneMatch(member -> member.log().contains("Stopping the"));
        assertThat(MEMBERS).noneMatch(member -> member.log().contains("filter status: REJECTED"));
    }

    @Test
    @Order(3)
    void theCacheIsInvalidatedAtWhicheverMemberOwnsTheTagOrPrefix() {
        for (MemberProcess member : MEMBERS) {
            for (int i = 0; i < 10; i++) {
                for (String name : List.of("tag-" + i, "prefix-" + i + ":")) {
                    String path = "/admin/caches/" + name + "/invalidate";
                    assertThat(Client.anonymous()
                                    .send(member.adminBase(), "POST", path, "")
                                    .statusCode())
                            .isEqualTo(204);
                }
            }
        }
    }

    @Test
    @Order(4)
    void withoutPostgresWritesAreRefusedAndCachedReadsGoOn() throws IOException {
        Client client = Client.registered(base(0));
        String path = header(create(client, 0, "cached"), "Location");
        HttpResponse<String> before = client.get(base(0), path);
        database.close();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> refused = create(client, 0, "refused");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).get("code").asText()).isEqualTo("database-unavailable");
            assertThat(client.get(base(0), path).body()).isEqualTo(before.body());
        }
        database = startDatabase();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> create(client, 0, "back").statusCode() == 201);
        assertThat(json(client.get(base(1), "/api/goals"))
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    @Order(5)
    void whatWasAcknowledgedSurvivesAMembersDeath() throws InterruptedException {
        List<Client> people = people();
        List<String> paths = new ArrayList<>();
        for (Client client : people) {
            paths.add(header(create(client, 2, "kept"), "Location"));
        }
        MEMBERS.removeLast().kill();
        for (int i = 0; i < people.size(); i++) {
            Client client = people.get(i);
            assertThat(json(client.get(base(i % 2), paths.get(i))).get("title").asText())
                    .isEqualTo("kept");
            HttpResponse<String> edited =
                    client.send(base(0), "PATCH", paths.get(i), "{\"title\":\"edited\"}", "If-Match", "\"1\"");
            assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        }
    }

    /** No quorum: what PostgreSQL holds is served by whoever is there. */
    @Test
    @Order(7)
    void theLastMemberServesAlone() throws InterruptedException {
        List<Client> people = people();
        List<String> paths = new ArrayList<>();
        for (Client client : people) {
            paths.add(header(create(client, 0, "kept"), "Location"));
        }
        MEMBERS.removeFirst().kill();
        for (int i = 0; i < people.size(); i++) {
            assertThat(json(people.get(i).get(base(0), paths.get(i)))
                            .get("title")
                            .asText())
                    .isEqualTo("kept");
            assertThat(create(people.get(i), 0, "alone").statusCode()).isEqualTo(201);
        }
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isZero();
        }
    }
}
