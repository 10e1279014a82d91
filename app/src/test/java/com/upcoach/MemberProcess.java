package com.upcoach;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One member in a JVM of its own: the very jar that is shipped, with the very settings that pods have. */
final class MemberProcess {
    private final Process process;
    private final Path log;
    private final String base;

    private MemberProcess(Process process, Path log, String base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    static MemberProcess start(String name, String cluster, String databaseUrl, Path logs) {
        int port = freePort();
        Path log = logs.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:AOTCache=" + new File("target/upcoach.aot").getAbsolutePath(),
                "-jar",
                new File("target/upcoach.jar").getAbsolutePath());
        builder.environment()
                .putAll(Map.of(
                        "UPCOACH_HTTP_PORT",
                        Integer.toString(port),
                        "UPCOACH_ADMIN_PORT",
                        "0",
                        "UPCOACH_HTTP_HOST",
                        "127.0.0.1",
                        "UPCOACH_DB_URL",
                        databaseUrl,
                        "UPCOACH_DB_USER",
                        "postgres",
                        "UPCOACH_CLUSTER",
                        cluster,
                        "UPCOACH_MEMBER",
                        name,
                        "UPCOACH_JWT_KEYS",
                        TestKeys.JSON));
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new MemberProcess(process, log, "http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MemberProcess awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(this::ready);
        return this;
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException(log());
        }
        try {
            HttpResponse<String> response = Client.anonymous().get(base, "/ready");
            return response.statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    String base() {
        return base;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofSeconds(20))) {
            kill();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
