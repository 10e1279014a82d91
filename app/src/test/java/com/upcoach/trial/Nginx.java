package com.upcoach.trial;

import static org.awaitility.Awaitility.await;

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

/** A real nginx with the configuration of this repository, in front of members. */
final class Nginx implements AutoCloseable {
    private static final Path TEMPLATE = Path.of("..", "k8s", "nginx", "upcoach.conf.template");

    private final Process process;
    private final String base;

    private Nginx(Process process, String base) {
        this.process = process;
        this.base = base;
    }

    /** The program, if it is installed. */
    static Optional<Path> program() {
        return Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it, and waits until a member answers through it. */
    static Nginx start(Path program, List<Integer> ports) {
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
            Nginx started = new Nginx(process, "http://127.0.0.1:" + port);
            await().atMost(Duration.ofSeconds(15)).until(started::answers);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return Client.anonymous().get(base, "/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    String base() {
        return base;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
