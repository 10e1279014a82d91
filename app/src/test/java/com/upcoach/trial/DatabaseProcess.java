package com.upcoach.trial;

import static org.awaitility.Awaitility.await;

import com.upcoach.MemberProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL as the launcher runs it, in processes of its own, to be killed, frozen and started again. For one thread.
 */
final class DatabaseProcess implements AutoCloseable {
    private final Path home;
    private Process process;
    private volatile int port;

    DatabaseProcess(Path home) {
        this.home = home;
        this.process = launch();
    }

    private Process launch() {
        try {
            Files.deleteIfExists(urlFile());
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx160m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            MemberProcess.target("upcoach.jar"),
                            "com.upcoach.database.EmbeddedDatabase",
                            home.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("database.log").toFile()))
                    .start();
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(urlFile()) || !started.isAlive());
            if (!started.isAlive()) {
                throw new IllegalStateException(Files.readString(home.resolve("database.log")));
            }
            String url = Files.readString(urlFile()).strip();
            port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path urlFile() {
        return home.resolve("database.url");
    }

    /** The port that PostgreSQL listens on, or did before it was killed; another one after each start. */
    int port() {
        return port;
    }

    /** A connection past any fault of the wire. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/upcoach", "upcoach", "");
    }

    /** SIGKILL to PostgreSQL, all of it. */
    void kill() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        all.forEach(each -> each.onExit().join());
        process.onExit().join();
    }

    /** Starts it again after {@link #kill}; returns when it takes connections. */
    void start() {
        process = launch();
    }

    /** Starts it again when it has ended by itself; returns whether it had. */
    boolean startIfDead() {
        boolean dead = !process.isAlive();
        if (dead) {
            start();
        }
        return dead;
    }

    /** SIGSTOP to PostgreSQL, all of it: it holds its connections and says nothing. */
    void freeze() {
        processes().forEach(each -> signal("STOP", each));
    }

    /** Undoes {@link #freeze}. */
    void thaw() {
        processes().forEach(each -> signal("CONT", each));
    }

    /** The postmaster first, so that it makes no new ones. */
    private List<ProcessHandle> processes() {
        try {
            String pid =
                    Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst();
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
            all.addAll(postmaster.descendants().toList());
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void signal(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
