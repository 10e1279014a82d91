package com.upcoach;

import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.failure.StartFailure;
import com.upcoach.log.Logs;
import io.helidon.logging.common.LogConfig;

/**
 * Brings the schema up to date and ends: what runs as the role that owns the tables, so that members need no more than
 * to read and write rows. Takes the settings of the database alone. Exits with 1 and one line on stderr when it cannot.
 */
public final class Migrate {
    private Migrate() {}

    public static void main(String[] args) {
        Logs.configure(Logs.Format.TEXT);
        LogConfig.configureRuntime();
        try {
            DatabaseSettings settings = Settings.database(Main::lookup)
                    .orElseThrow(() -> new StartFailure("UPCOACH_DB_URL is needed to migrate"));
            new DatabaseStart(settings).prepare(true);
            System.out.println("upcoach: the schema is up to date");
        } catch (StartFailure e) {
            System.err.println("upcoach: " + e.getMessage());
            System.exit(1);
        }
    }
}
