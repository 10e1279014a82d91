package com.upcoach.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations to come, of the kinds that docs/rollout.md tells to write, on a database that ends idle transactions. */
class MigrationIT {
    @Test
    void isLongerThanATransactionMayBeIdleAndMakesIndexesBesideWriters(@TempDir Path later) throws IOException {
        write(later, "V1001__slow.sql", "CREATE TABLE later (id bigint); SELECT pg_sleep(2.5);");
        write(later, "V1002__index.sql", "CREATE INDEX CONCURRENTLY later_by_id ON later (id);");
        write(later, "V1002__index.sql.conf", "executeInTransaction=false");
        write(later, "V1003__another.sql", "CREATE INDEX CONCURRENTLY later_by_id_too ON later (id);");
        write(later, "V1003__another.sql.conf", "executeInTransaction=false");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("idle_in_transaction_session_timeout", "1s")
                .start()) {
            Flyway flyway = DatabaseStart.flyway(server.getPostgresDatabase(), "filesystem:" + later);
            assertThat(flyway.migrate().migrationsExecuted).isEqualTo(3);
            assertThat(flyway.info().pending()).isEmpty();
        }
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
