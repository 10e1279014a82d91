package com.upcoach;

import com.upcoach.grid.cache.Cache;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One whole member in this JVM, on {@link TestDatabase}, started once: CDI and the grid allow no second one. */
final class TestMember {
    private static final Member MEMBER = start();

    private TestMember() {}

    static void routing(HttpRouting.Builder routing) {
        MEMBER.routing(routing);
    }

    static void adminRouting(HttpRouting.Builder routing) {
        MEMBER.adminRouting(routing);
    }

    /** Opens ports of its own, as the shipped server does. */
    static WebServer serve() {
        return MEMBER.serve(new Settings.HttpSettings(0, 0, "127.0.0.1"));
    }

    static Cache cache() {
        return MEMBER.cache();
    }

    static RouteTable routes() {
        return RouteTable.of(MEMBER::routes);
    }

    private static Member start() {
        Map<String, String> variables = Map.of(
                "UPCOACH_DB_URL",
                TestDatabase.url(),
                "UPCOACH_DB_USER",
                "postgres",
                "UPCOACH_CLUSTER",
                "test-" + UUID.randomUUID(),
                "UPCOACH_JWT_KEYS",
                TestKeys.JSON,
                "UPCOACH_LIMIT_API",
                "1000000/1m",
                "UPCOACH_LIMIT_AUTH",
                "1000000/1m",
                "UPCOACH_LIMIT_REFRESH",
                "1000000/1m",
                "UPCOACH_TRUSTED_PROXIES",
                "127.0.0.1/32");
        return Member.start(Settings.of(variable -> Optional.ofNullable(variables.get(variable))));
    }
}
