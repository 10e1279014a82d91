package com.upcoach.database;

import com.upcoach.failure.StartFailure;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * How PostgreSQL is started in a home directory: its binaries, settings and log. Immutable; to be used under the
 * {@link HomeLock} of that home.
 *
 * @param home the directory, a real path
 */
record PostgresLaunch(Path home) {
    // The library passes -F (no fsync) and synchronous_commit=off, being made for tests; what comes later counts.
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "110",
            "shared_buffers", System.getProperty("upcoach.embedded.buffers", "32MB"),
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "timezone", "UTC",
            "log_timezone", "UTC");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // Held here, since a logger that nobody refers to forgets its level. Failures reach us as exceptions.
    private static final Logger CHATTER = Logger.getLogger("io.zonky.test.db.postgres.embedded");

    /**
     * Unpacks the binaries and makes the data directory where needed; returns when connections are taken.
     *
     * @throws StartFailure when that fails, or not enough heap is left to unpack (the library does it in memory)
     */
    EmbeddedPostgres start() throws IOException {
        CHATTER.setLevel(Level.WARNING);
        prepareBinaries();
        // By an old one the library knows a left-over of tests, and deletes the directory if it is in its temporary
        // one.
        Files.deleteIfExists(data().path().resolve("epg-lock"));
        ServerLog log = ServerLog.fromNowOn(home.resolve("postgres.log"));
        try {
            return builder(log).start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError | OutOfMemoryError e) {
            // Where its process is up but slow, nothing but its pid file leads to it.
            new Postmaster(data().path()).stop();
            throw failure(log, e);
        }
    }

    DataDirectory data() {
        return new DataDirectory(home.resolve("postgres"));
    }

    private EmbeddedPostgres.Builder builder(ServerLog log) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data().path())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPgBinaryResolver(new BinariesOf(home))
                .setOverrideWorkingDirectory(binaries().toFile())
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .setPGStartupWait(PATIENCE)
                // PostgreSQL's own C.UTF-8: code point order, the same on every machine.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
        SETTINGS.forEach(builder::setServerConfig);
        return builder;
    }

    private Path binaries() {
        return home.resolve("postgres-binaries");
    }

    // The library keeps a half-unpacked file for whole, and lets every user of the machine write into the directory.
    private void prepareBinaries() throws IOException {
        Files.createDirectories(binaries());
        if (Files.getFileAttributeView(binaries(), PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(binaries(), PosixFilePermissions.fromString("rwx------"));
        }
        for (Path unpacked : entries(binaries())) {
            if (Files.notExists(unpacked.resolve(".exists"))) {
                delete(unpacked);
            }
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : entries(tree)) {
                delete(entry);
            }
        }
        Files.delete(tree);
    }

    private static StartFailure failure(ServerLog log, Throwable cause) {
        String reason = log.firstComplaint()
                .orElseGet(() -> String.valueOf(rootOf(cause).getMessage()));
        return new StartFailure(
                "PostgreSQL does not start: %s (more in %s)"
                        .formatted(reason.lines().findFirst().orElse(""), log.file()),
                cause);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    // The library remembers per resolver where it has unpacked. Equal for the same home only: a second home in one
    // JVM must not run on the binaries of the first, which may go away.
    // The image has no binaries on its class path; its rehearsal says where they are.
    private record BinariesOf(Path home) implements PgBinaryResolver {
        @Override
        public InputStream getPgBinary(String system, String machineHardware) throws IOException {
            String elsewhere = System.getProperty("upcoach.embedded.binaries");
            return elsewhere == null
                    ? DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware)
                    : Files.newInputStream(Path.of(elsewhere));
        }
    }
}
