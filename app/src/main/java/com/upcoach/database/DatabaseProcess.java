package com.upcoach.database;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.upcoach.failure.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;

/**
 * The embedded database as a process of its own: it tells the others where it is by a file, and ends on a signal or
 * with PostgreSQL. To be run once, by the main thread.
 */
final class DatabaseProcess {
    private final Path home;
    private final CompletableFuture<EmbeddedDatabase> starting = new CompletableFuture<>();
    private volatile boolean stopping;

    DatabaseProcess(Path home) {
        this.home = home;
    }

    void run() {
        // Before the start: a signal during the first one must wait for it, or it would leave half a directory.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "database-stop"));
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(home);
            try {
                publish(database.url());
            } finally {
                starting.complete(database);
            }
            // Unpacking takes far more heap than waiting does: give it back.
            System.gc();
            System.out.println("PostgreSQL ready: " + database.url());
            database.ended().join();
            if (!stopping) {
                throw new StartFailure("PostgreSQL ended by itself, see " + home.resolve("postgres.log"));
            }
        } catch (StartFailure | IOException e) {
            System.err.println("upcoach: " + e.getMessage());
            starting.cancel(false);
            System.exit(1);
        } finally {
            // Does nothing to a start that has succeeded; releases stop() from waiting for one that has not.
            starting.cancel(false);
        }
    }

    private void stop() {
        stopping = true;
        starting.orTimeout(60, SECONDS)
                .thenAccept(EmbeddedDatabase::close)
                .exceptionally(neverStarted -> null)
                .join();
    }

    private void publish(String url) throws IOException {
        Path draft = home.resolve("database.url.new");
        Files.writeString(draft, url + "\n");
        Files.move(draft, urlFile(home), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes away what {@link #run} published. To be called under the lock of the home. */
    static void forget(Path home) throws IOException {
        Files.deleteIfExists(urlFile(home));
    }

    private static Path urlFile(Path home) {
        return home.resolve("database.url");
    }
}
