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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One member in a JVM of its own: the very jar that is shipped, with the very settings that pods have. */
public final class MemberProcess {

    private final Process process;
    private final Path log;
    private final String base;

    private MemberProcess(Process process, Path log, String base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    /** Tests make more people from one address than a person would; those that are of limits set their own. */
    public static final Map<String, String> MANY = Map.of(
            "UPCOACH_LIMIT_API", "1000000/1m",
            "UPCOACH_LIMIT_AUTH", "1000000/1m",
            "UPCOACH_LIMIT_REFRESH", "1000000/1m");

    /** Starts a member as it is shipped. */
    public static MemberProcess start(String name, String cluster, String databaseUrl, Path logs) {
        return start(name, cluster, databaseUrl, "postgres", logs, List.of());
    }

    /** Starts a member with options of the JVM. */
    public static MemberProcess start(
            String name, String cluster, String databaseUrl, String databaseUser, Path logs, List<String> options) {
        return start(name, cluster, databaseUrl, databaseUser, logs, options, MANY);
    }

    /** Starts a member with options of the JVM and variables of its own, limits among them. */
    public static MemberProcess start(
            String name,
            String cluster,
            String databaseUrl,
            String databaseUser,
            Path logs,
            List<String> options,
            Map<String, String> variables) {
        String port = variables.getOrDefault("UPCOACH_HTTP_PORT", Integer.toString(freePort()));
        Path log = logs.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TrimNativeHeapInterval=5000"));
        if (options.stream().noneMatch(option -> option.startsWith("-javaagent:"))) {
            command.add("-XX:AOTCache=" + target("upcoach.aot"));
        }
        command.addAll(options);
        command.addAll(List.of("-jar", target("upcoach.jar")));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Clients of tests keep connections open that nobody will use again.
        builder.environment().put("UPCOACH_DRAIN_PATIENCE", "1s");
        builder.environment()
                .putAll(Map.of(
                        "UPCOACH_HTTP_PORT",
                        port,
                        "UPCOACH_ADMIN_PORT",
                        "0",
                        "UPCOACH_HTTP_HOST",
                        "127.0.0.1",
                        "UPCOACH_DB_URL",
                        databaseUrl,
                        "UPCOACH_DB_USER",
                        databaseUser,
                        "UPCOACH_CLUSTER",
                        cluster,
                        "UPCOACH_MEMBER",
                        name,
                        "UPCOACH_JWT_KEYS",
                        TestKeys.JSON));
        builder.environment().putAll(variables);
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new MemberProcess(process, log, "http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that the build made. */
    public static String target(String file) {
        return new File("target/" + file).getAbsolutePath();
    }

    public MemberProcess awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(this::ready);
        return this;
    }

    public boolean ready() {
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

    public String base() {
        return base;
    }

    /** The sum of a Prometheus sample over its labels, those among them that the text has. */
    public double meter(String sample, String... labels) {
        return Client.anonymous()
                .get(adminBase(), "/metrics", "Accept", "text/plain")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + "{") || line.startsWith(sample + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The address of the operators' port. */
    public String adminBase() {
        return "http://127.0.0.1:" + told("admin on (\\d+)");
    }

    /** The port on which it talks to other members. */
    public String gridPort() {
        return told("TCMP bound to \\S+:(\\d+)");
    }

    private String told(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(log());
        if (!matcher.find()) {
            throw new IllegalStateException(log());
        }
        return matcher.group(1);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it has ended by itself, and returns its exit code; kills it, and returns −1, after a minute. */
    public int awaitEnd() throws InterruptedException {
        if (process.waitFor(Duration.ofMinutes(1))) {
            return process.exitValue();
        }
        kill();
        return -1;
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofSeconds(20))) {
            kill();
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
