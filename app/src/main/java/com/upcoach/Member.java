package com.upcoach;

import com.upcoach.Settings.HttpSettings;
import com.upcoach.grid.cache.Cache;
import com.upcoach.http.ApiServer;
import com.upcoach.http.Routing;
import com.upcoach.observe.CacheRoutes;
import com.upcoach.observe.Health;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;

/**
 * One member, put together: platform, features, web server, in this order; closed in reverse. Start and close are for one
 * thread.
 */
public final class Member implements AutoCloseable {
    private final Lifetime lifetime = new Lifetime();
    private final Platform platform;
    private final Features features;
    private final Health health;

    private Member(Settings settings) {
        try {
            platform = new Platform(settings, lifetime);
            features = new Features(platform, settings, lifetime);
            health = new Health(platform.grid::ready, platform.grid::members);
        } catch (RuntimeException e) {
            lifetime.close();
            throw e;
        }
    }

    /** Starts everything but the web server: what tests serve by their own. */
    static Member start(Settings settings) {
        return new Member(settings);
    }

    /** The cache for whatever features can compute again. */
    Cache cache() {
        return platform.cache;
    }

    /** Adds all public routes. */
    void routing(HttpRouting.Builder routing) {
        routes(Routing.shared(routing).addFilter(features.admission()));
    }

    /** The table of all public routes. */
    void routes(HttpRules rules) {
        features.routes(rules);
        rules.register(health);
    }

    /** Adds the operators' routes. */
    void adminRouting(HttpRouting.Builder routing) {
        health.adminRouting(routing);
        features.adminRoutes(routing);
        routing.register(new CacheRoutes(platform.cache::invalidateTag, platform.cache::invalidatePrefix));
    }

    /** Opens both ports. */
    WebServer serve(HttpSettings settings) {
        ApiServer server = lifetime.closing(ApiServer.start(
                settings.host(), settings.port(), settings.adminPort(), this::routing, this::adminRouting));
        health.started();
        return server.webServer();
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
