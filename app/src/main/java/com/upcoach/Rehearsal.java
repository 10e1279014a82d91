package com.upcoach;

import com.upcoach.database.EmbeddedDatabase;
import com.upcoach.failure.StartFailure;
import com.upcoach.session.TokenKeys;
import io.helidon.logging.common.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One start of a member beside another, the requests of the demo and of a few phones, and one stop, on an empty
 * database of its own: run by the build under {@code -XX:AOTCacheOutput}, so that the JVM learns what a start loads,
 * and how often what is called (JEP 483, JEP 515). A machine on which the embedded PostgreSQL does not start gets a
 * smaller cache, not a failed build.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        LogConfig.configureRuntime();
        Path home = Files.createTempDirectory("upcoach-rehearsal");
        try {
            EmbeddedDatabase.start(home).close();
        } catch (StartFailure e) {
            System.err.println("upcoach: no rehearsal: " + e.getMessage());
            delete(home);
            return;
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            Map<String, String> environment = environment(database, home);
            try (Companion _ = Companion.start(environment)) {
                perform(Settings.of(variable -> Optional.ofNullable(environment.get(variable))));
            }
            System.out.println("upcoach: rehearsed");
        } finally {
            delete(home);
        }
    }

    private static void perform(Settings settings) throws IOException, InterruptedException {
        try (Member member = Member.start(settings)) {
            String url = "http://127.0.0.1:" + member.serve(settings.http()).port();
            Demo.fill(url);
            Exercise.run(url);
        }
    }

    private static Map<String, String> environment(EmbeddedDatabase database, Path home) {
        Path keys = home.resolve("jwt-keys.json");
        TokenKeys.loadOrCreate(keys);
        return Map.of(
                "UPCOACH_HTTP_PORT", "0",
                "UPCOACH_ADMIN_PORT", "0",
                "UPCOACH_HTTP_HOST", "127.0.0.1",
                "UPCOACH_CLUSTER", "rehearsal-" + UUID.randomUUID(),
                "UPCOACH_DB_URL", database.url(),
                "UPCOACH_DB_USER", database.user(),
                "UPCOACH_JWT_KEYS", keys.toString(),
                "UPCOACH_LIMIT_API", "1000000/15m",
                "UPCOACH_LIMIT_AUTH", "1000/15m");
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
