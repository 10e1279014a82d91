package com.upcoach.database;

import com.upcoach.failure.StartFailure;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the database to where the server can use it: waits for it, migrates it, opens the pool. Immutable. */
public final class DatabaseStart {
    /** How long a start waits for PostgreSQL before it gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(DatabaseStart.class.getName());
    private static final String MIGRATIONS = "classpath:db/migration";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DatabaseSettings settings;

    public DatabaseStart(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Waits until PostgreSQL answers and the schema is up to date. Returns true.
     *
     * @param migrate whether to bring it up to date; else another process does, whose role may
     * @throws StartFailure when it cannot be reached for 30 seconds, refuses us, or is not migrated or cannot be
     */
    public boolean prepare(boolean migrate) {
        PGSimpleDataSource direct = direct(settings);
        waitFor(direct, settings);
        if (migrate) {
            migrate(direct);
        } else {
            waitForMigration(direct);
        }
        return true;
    }

    /**
     * Opens the pool, before or after {@link #prepare}; statements fail until that is done.
     *
     * @param meter takes each statement's name and duration in nanoseconds
     */
    public Database open(ObjLongConsumer<String> meter) {
        return new Database(pool(settings), () -> answers(settings), meter);
    }

    /** Asks PostgreSQL over a connection of its own, within a second. */
    private static boolean answers(DatabaseSettings settings) {
        PGSimpleDataSource source = direct(settings);
        source.setConnectTimeout(1);
        source.setSocketTimeout(1);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static PGSimpleDataSource direct(DatabaseSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        source.setConnectTimeout(2);
        return source;
    }

    private static void waitFor(PGSimpleDataSource source, DatabaseSettings settings) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                source.getConnection().close();
                return;
            } catch (SQLException e) {
                refuseWhatWaitingCannotMend(e, settings);
                if (System.nanoTime() + PAUSE.toNanos() > giveUpAt) {
                    throw new StartFailure("PostgreSQL at UPCOACH_DB_URL did not answer within " + PATIENCE.toSeconds()
                            + " s: " + oneLine(e));
                }
                LOG.log(Level.WARNING, "PostgreSQL does not answer yet ({0}); trying again", oneLine(e));
                pause();
            }
        }
    }

    /** Wrong password, unknown role or database (SQLSTATE 28 and 3D): another try gives the same. */
    private static void refuseWhatWaitingCannotMend(SQLException e, DatabaseSettings settings) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("28")) {
            throw new StartFailure("PostgreSQL refuses UPCOACH_DB_USER '" + settings.user() + "': " + oneLine(e));
        }
        if (state.startsWith("3D")) {
            throw new StartFailure("UPCOACH_DB_URL names no database that exists: " + oneLine(e));
        }
    }

    /**
     * One process migrates at a time. Its lock is its session's, as a lock of a transaction keeps that transaction open
     * and idle meanwhile: PostgreSQL ends it after {@code idle_in_transaction_session_timeout}, and CREATE INDEX
     * CONCURRENTLY waits for it for ever.
     */
    static Flyway flyway(DataSource source, String... locations) {
        FluentConfiguration configuration = Flyway.configure(DatabaseStart.class.getClassLoader())
                .dataSource(source)
                .locations(locations);
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }

    /** A schema that is newer than this version is fine: a migration leaves room for the version before it. */
    private static void waitForMigration(PGSimpleDataSource source) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        int missing = missing(source);
        while (missing > 0) {
            if (System.nanoTime() + PAUSE.toNanos() > giveUpAt) {
                throw new StartFailure("the schema lacks " + missing
                        + " migrations of this version, and UPCOACH_MIGRATE is off: run com.upcoach.Migrate");
            }
            LOG.log(Level.WARNING, "the schema lacks {0} migrations; waiting for them", missing);
            pause();
            missing = missing(source);
        }
    }

    private static int missing(PGSimpleDataSource source) {
        try {
            return flyway(source, MIGRATIONS).info().pending().length;
        } catch (FlywayException e) {
            throw new StartFailure("UPCOACH_DB_USER cannot read which migrations were made: " + oneLine(e));
        }
    }

    private static void migrate(PGSimpleDataSource source) {
        try {
            flyway(source, MIGRATIONS).migrate();
        } catch (FlywayException e) {
            throw new StartFailure("the database could not be migrated: " + oneLine(e));
        }
    }

    /**
     * The pool: a request never waits longer than 750 ms for a connection, nor longer than a second for a PostgreSQL
     * that answers nobody, so that a write without a database is refused within about a second, be it stopped, frozen
     * or cut off. One that is only slow has two ({@link PatientSockets}).
     */
    private static HikariDataSource pool(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("upcoach");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(5, settings.poolSize()));
        config.setConnectionTimeout(750);
        // Three connections that are found dead one after another end before the wait of 750 ms has become a second.
        config.setValidationTimeout(300);
        config.setIdleTimeout(Duration.ofSeconds(10).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(15).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(driverProperties(settings));
        return new HikariDataSource(config);
    }

    private static Properties driverProperties(DatabaseSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "upcoach");
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("socketFactory", PatientSockets.class.getName());
        properties.setProperty("socketFactoryArg", PatientSockets.register(new Pulse(() -> answers(settings))));
        properties.setProperty("tcpKeepAlive", "true");
        // An error's detail quotes values, which are people's; no log of ours may hold them.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("options", "-c statement_timeout=1800 -c lock_timeout=900 -c timezone=UTC");
        return properties;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for PostgreSQL");
        }
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
