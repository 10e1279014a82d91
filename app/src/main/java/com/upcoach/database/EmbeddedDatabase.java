package com.upcoach.database;

import com.upcoach.failure.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The PostgreSQL that the server brings along and starts when no other is configured; its data outlives it. It listens
 * on 127.0.0.1 only and trusts whoever connects from there (no password is checked): fit for a developer's machine,
 * not for a shared one. Safe for use by several threads.
 *
 * <p>It is stopped by {@link #close} only, not by the end of the JVM, because its owner alone knows when the last
 * statement has been sent. One left behind is stopped by the next start.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class.getName());
    private static final String NAME = "upcoach";
    private static final String SUPERUSER = "postgres";

    private final HomeLock lock;
    private final Postmaster postmaster;
    private final EmbeddedPostgres postgres;
    private boolean closed;

    private EmbeddedDatabase(HomeLock lock, Postmaster postmaster, EmbeddedPostgres postgres) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.postgres = postgres;
    }

    /**
     * Starts PostgreSQL and returns when it takes connections. The first start in a home makes an empty database.
     *
     * @param home the directory for data, binaries, log and lock; made when absent
     * @throws StartFailure when another process uses the directory, its data is not whole, or PostgreSQL fails
     */
    public static EmbeddedDatabase start(Path home) {
        try {
            Path directory = Files.createDirectories(home).toRealPath();
            HomeLock lock = HomeLock.acquire(directory);
            try {
                return startLocked(directory, lock);
            } catch (IOException | RuntimeException | Error e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartFailure("the database cannot use the directory %s: %s".formatted(home, e), e);
        }
    }

    private static EmbeddedDatabase startLocked(Path home, HomeLock lock) throws IOException {
        DatabaseProcess.forget(home);
        PostgresLaunch launch = new PostgresLaunch(home);
        launch.data().requireEmptyOrWhole();
        Postmaster postmaster = new Postmaster(launch.data().path());
        postmaster.stop();
        EmbeddedDatabase database = new EmbeddedDatabase(lock, postmaster, launch.start());
        database.makeReady();
        launch.data().markWhole();
        return database;
    }

    private void makeReady() {
        try (Connection connection = DriverManager.getConnection(urlOf(SUPERUSER), SUPERUSER, password());
                Statement statement = connection.createStatement()) {
            requireOurs(statement);
            create(statement, "SELECT FROM pg_roles WHERE rolname = 'upcoach'", "CREATE ROLE upcoach LOGIN");
            create(
                    statement,
                    "SELECT FROM pg_database WHERE datname = 'upcoach'",
                    "CREATE DATABASE upcoach OWNER upcoach");
        } catch (SQLException | RuntimeException e) {
            stopPostgres();
            throw new StartFailure(
                    "the database in %s started, but: %s".formatted(postmaster.data(), e.getMessage()), e);
        }
    }

    // The port was free when it was chosen; somebody else's PostgreSQL may have been faster.
    private void requireOurs(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            if (!postmaster.data().equals(Path.of(row.getString(1)))) {
                throw new SQLException("port %d was taken meanwhile, start again".formatted(postgres.getPort()));
            }
        }
    }

    private static void create(Statement statement, String existing, String ddl) throws SQLException {
        boolean absent;
        try (ResultSet rows = statement.executeQuery(existing)) {
            absent = !rows.next();
        }
        if (absent) {
            statement.execute(ddl);
        }
    }

    /** Where it is reached, without the user: {@code jdbc:postgresql://127.0.0.1:PORT/upcoach}. */
    public String url() {
        return urlOf(NAME);
    }

    private String urlOf(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.getPort(), database);
    }

    /** The owner of the database, not a superuser. */
    public String user() {
        return NAME;
    }

    /** Any would do, none is checked. */
    public String password() {
        return NAME;
    }

    /** Stops PostgreSQL in its fast mode, within 20 s, and gives the directory free. The data stays. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopPostgres();
        try (lock) {
            DatabaseProcess.forget(lock.home());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The lock of the embedded database was not given up cleanly", e);
        }
    }

    // The library gives up after 5 s.
    private void stopPostgres() {
        try {
            postgres.close();
            postmaster.stop();
        } catch (IOException | StartFailure e) {
            LOG.log(Level.WARNING, "The embedded database did not stop", e);
        }
    }

    /** Completes when PostgreSQL has ended, for whatever reason. */
    CompletableFuture<?> ended() throws IOException {
        return postmaster.running().map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * Runs it as a process of its own, so that it outlives any member of the grid: writes its URL to
     * {@code database.url} in the home and stays until SIGTERM or SIGINT. Exits with 1 when PostgreSQL does not start.
     *
     * @param arguments the home; {@code .upcoach} when missing
     */
    public static void main(String[] arguments) {
        new DatabaseProcess(Path.of(arguments.length > 0 ? arguments[0] : ".upcoach")).run();
    }
}
