package com.upcoach.admission;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/** express-rate-limit under Express, in a Node of its own, in the time that requests tell. Thread-safe. */
final class ExpressProcess implements AutoCloseable {
    private final Process process;
    private final String base;

    private ExpressProcess(Process process, String base) {
        this.process = process;
        this.base = base;
    }

    /** Starts it; returns when it listens. Skips the test when it cannot be had on this machine. */
    static ExpressProcess start() throws IOException, InterruptedException {
        ProcessBuilder script = NodePackages.script();
        File log = new File(script.directory(), "server.log");
        Process process = script.redirectError(log).start();
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null) {
            throw new IllegalStateException(Files.readString(log.toPath()));
        }
        return new ExpressProcess(process, "http://127.0.0.1:" + port);
    }

    String base() {
        return base;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
