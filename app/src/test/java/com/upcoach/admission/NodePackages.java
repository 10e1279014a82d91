package com.upcoach.admission;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The script of {@code src/test/node} with its packages, installed into {@code target} once for all runs. Skips the
 * test and says why when that cannot be had here. For one thread.
 */
final class NodePackages {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/express-rate-limit").toAbsolutePath();
    private static final int INSTALL_SECONDS = 120;

    private NodePackages() {}

    /** Installs what is not there yet, and returns the command that runs the script. */
    static ProcessBuilder script() throws IOException, InterruptedException {
        String node = onPath("node");
        String npm = onPath("npm");
        Files.createDirectories(HOME);
        copy("server.js", "server.js");
        if (!isInstalled()) {
            copy("package.json", "package.json");
            install(npm);
            copy("package.json", "installed.json");
        }
        return new ProcessBuilder(node, "server.js").directory(HOME.toFile());
    }

    private static void copy(String from, String to) throws IOException {
        Files.copy(SOURCE.resolve(from), HOME.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isInstalled() throws IOException {
        Path installed = HOME.resolve("installed.json");
        return Files.exists(installed) && Files.mismatch(installed, SOURCE.resolve("package.json")) < 0;
    }

    private static void install(String npm) throws IOException, InterruptedException {
        File log = HOME.resolve("npm.log").toFile();
        // No package's own scripts; a Node that is too old for one is an error, so that the test says that.
        Process install = new ProcessBuilder(
                        npm, "install", "--ignore-scripts", "--engine-strict", "--no-audit", "--no-fund")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (!install.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            install.descendants().forEach(ProcessHandle::destroyForcibly);
            install.destroyForcibly();
            skip("npm install took more than " + INSTALL_SECONDS + " s: " + log);
        }
        if (install.exitValue() != 0) {
            skip("npm install failed: " + Files.readString(log.toPath()));
        }
    }

    private static String onPath(String program) {
        String[] directories = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        Optional<Path> found = Stream.of(directories)
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            skip("no " + program + " on the PATH");
        }
        return found.orElseThrow().toString();
    }

    /** Says so on the console, too: Maven counts what is skipped there, and keeps why in a report. */
    private static void skip(String reason) {
        System.out.println("not compared with express-rate-limit: " + reason);
        abort(reason);
    }
}
