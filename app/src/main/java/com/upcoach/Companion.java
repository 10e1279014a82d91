package com.upcoach;

import com.upcoach.failure.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another member, in a JVM of its own, for the one that rehearses: half of what that asks of the grid lies elsewhere.
 */
final class Companion implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;

    private Companion(Process process) {
        this.process = process;
    }

    /** Returns when it serves; fails when it ends before. */
    static Companion start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader log = process.inputReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("serves on port")) {
                Thread.ofVirtual().start(() -> drain(log));
                return new Companion(process);
            }
        }
        throw new StartFailure("the companion ended before it served");
    }

    private static void drain(Reader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The process has ended, and its output with it.
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
