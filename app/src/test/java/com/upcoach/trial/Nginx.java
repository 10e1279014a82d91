package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import com.upcoach.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A real nginx with the configuration of this repository, in front of members. */
public final class Nginx implements AutoCloseable {
    private static final Path BALANCER = Path.of("..", "k8s", "nginx", "balancer.conf");

    /** What it says of the members that it names, each with its port. */
    private static final List<String> SERVERS = List.of(
            "server 127.0.0.1:8090 weight=3 max_fails=3 fail_timeout=1s;",
            "server 127.0.0.1:8100 weight=3 max_fails=3 fail_timeout=1s;",
            "server 127.0.0.1:8110 weight=2 max_fails=3 fail_timeout=1s;");

    /** Stands for the port that is listened on. */
    static final String LISTEN = "@PORT@";

    private final Process process;
    private final int port;
    private final Path directory;

    private Nginx(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /**
     * Starts it, and waits until a member answers through it; skips the test where it is not installed.
     *
     * @param members the ports of the members, three at most
     * @param untried what is skipped
     */
    public static Nginx startOrSkip(List<Integer> members, String untried) {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), () -> "nginx is not installed: " + untried);
        return start(program.orElseThrow(), members);
    }

    private static Optional<Path> program() {
        return Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Nginx start(Path program, List<Integer> ports) {
        return start(program, BALANCER, balancing(ports));
    }

    /** What is to be replaced in the balancer's configuration, for it to have these members and no others. */
    static Map<String, String> balancing(List<Integer> ports) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("listen 127.0.0.1:8080;", "listen 127.0.0.1:" + LISTEN + ";");
        for (int i = 0; i < SERVERS.size(); i++) {
            String server = SERVERS.get(i);
            words.put(server, i < ports.size() ? server.replaceFirst(":\\d+", ":" + ports.get(i)) : "");
        }
        return words;
    }

    /**
     * Starts it with another configuration of this repository, in which some words are replaced; skips the test where
     * it is not installed.
     *
     * @param file below {@code k8s}
     * @param words to be replaced, by what; {@link #LISTEN} in it stands for the port it shall have
     */
    static Nginx startOrSkip(String file, Map<String, String> words, String untried) {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), () -> "nginx is not installed: " + untried);
        return start(program.orElseThrow(), Path.of("..", "k8s", file), words);
    }

    private static Nginx start(Path program, Path file, Map<String, String> words) {
        try {
            Path directory = Scratch.directory("trial-nginx");
            // Started by root, its workers are somebody else, and have a cache in here.
            assertThat(directory.toFile().setExecutable(true, false)).isTrue();
            int port = MemberProcess.freePort();
            String configuration = Files.readString(file);
            for (Map.Entry<String, String> word : words.entrySet()) {
                assertThat(configuration).contains(word.getKey());
                configuration = configuration.replace(word.getKey(), word.getValue());
            }
            configuration = configuration.replace(LISTEN, Integer.toString(port));
            Files.writeString(directory.resolve("nginx.conf"), configuration);
            Process process = new ProcessBuilder(
                            program.toString(),
                            "-p",
                            directory + "/",
                            "-c",
                            "nginx.conf",
                            "-g",
                            foreground(configuration))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            Nginx started = new Nginx(process, port, directory);
            started.awaitAnswer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String foreground(String configuration) {
        return configuration.contains("daemon off;") ? "" : "daemon off;";
    }

    private void awaitAnswer() {
        try {
            await().atMost(Duration.ofSeconds(15)).until(this::answers);
        } catch (ConditionTimeoutException e) {
            close();
            throw e;
        }
    }

    private boolean answers() {
        try {
            return Client.anonymous().get(base(), "/health").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofSeconds(15)).until(() -> !process.isAlive());
        Scratch.delete(directory);
    }
}
