package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member as the Coherence operator starts it, asked what the operator and Prometheus ask it. */
class OperatorIT {
    private static final String CLUSTER = "operator-it-" + UUID.randomUUID();
    private static final int PORT = MemberProcess.freePort();
    private static final int HEALTH = MemberProcess.freePort();
    private static final int METRICS = MemberProcess.freePort();

    @TempDir
    private static Path folder;

    private static Process member;

    @BeforeAll
    static void start() throws IOException {
        Path operator = folder.resolve("operator.jar");
        OperatorRunner.writeJar(operator);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OperatorRunner.arguments(
                MemberProcess.target("upcoach.jar") + File.pathSeparator + operator, CLUSTER, HEALTH, METRICS));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "UPCOACH_HTTP_PORT",
                        Integer.toString(PORT),
                        "UPCOACH_HTTP_HOST",
                        "127.0.0.1",
                        "UPCOACH_ADMIN_PORT",
                        "0",
                        "UPCOACH_DB_URL",
                        TestDatabase.url(),
                        "UPCOACH_DB_USER",
                        "postgres",
                        "UPCOACH_JWT_KEYS",
                        TestKeys.JSON,
                        "UPCOACH_DRAIN_PATIENCE",
                        "1s"));
        member =
                builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !member.isAlive() || status(PORT, "/ready") == 200);
        assertThat(member.isAlive()).as(Files.readString(log())).isTrue();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        member.destroy();
        if (!member.waitFor(Duration.ofSeconds(30))) {
            member.destroyForcibly();
        }
    }

    private static Path log() {
        return folder.resolve("member.log");
    }

    private static HttpResponse<String> get(int port, String path) {
        return Client.anonymous().get("http://127.0.0.1:" + port, path);
    }

    private static int status(int port, String path) {
        try {
            return get(port, path).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    @Test
    void theHealthPortAnswersTheOperator() {
        for (String path : List.of("/ready", "/ha", "/healthz")) {
            assertThat(status(HEALTH, path)).as(path).isEqualTo(200);
        }
    }

    /**
     * Persistence is on demand: nothing is suspended, and so there is nothing to ask for (suspendServicesOnShutdown).
     */
    @Test
    void suspendSuspendsNothing() {
        assertThat(status(HEALTH, "/suspend")).isEqualTo(200);
        Client client = Client.registered("http://127.0.0.1:" + PORT);
        assertThat(client.send("http://127.0.0.1:" + PORT, "POST", "/api/goals", "{\"title\":\"x\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void metersOfCoherenceAreThere() {
        HttpResponse<String> meters = get(METRICS, "/metrics");
        assertThat(meters.statusCode()).isEqualTo(200);
        assertThat(meters.body()).contains("coherence_cluster_size{", "cluster=\"" + CLUSTER + "\"");
    }

    /** Our own override is read behind the operator's, and the manifest's settings arrive. */
    @Test
    void ourOwnOverrideIsReadBehindTheOperators() throws IOException {
        assertThat(Files.readString(log()))
                .contains(CLUSTER, "Mode=Production", "k8s-coherence-override.xml", "upcoach-coherence-override.xml");
    }
}
