package com.upcoach.trial;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A real nginx with the configuration of this repository, in front of members. */
public final class Nginx implements AutoCloseable {
    private static final Path TEMPLATE = Path.of("..", "k8s", "nginx", "upcoach.conf.template");

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it, and waits until a member answers through it; skips the test where it is not installed.
     *
     * @param members the ports of the members
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
        try {
            Path directory = Files.createTempDirectory("trial-nginx");
            int port = MemberProcess.freePort();
            String servers = ports.stream()
                    .map(each -> "server 127.0.0.1:" + each + " max_fails=1 fail_timeout=1s;")
                    .collect(Collectors.joining(" "));
            String configuration = Files.readString(TEMPLATE)
                    .replace("@LISTEN@", "127.0.0.1:" + port)
                    .replace("@SERVERS@", servers);
            Files.writeString(directory.resolve("nginx.conf"), configuration);
            Process process = new ProcessBuilder(program.toString(), "-p", directory + "/", "-c", "nginx.conf")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            Nginx started = new Nginx(process, port);
            started.awaitAnswer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    }
}
