package com.upcoach;

import com.upcoach.Settings.DrainSettings;
import com.upcoach.Settings.HttpSettings;
import com.upcoach.failure.StartFailure;
import com.upcoach.grid.cache.Cache;
import com.upcoach.http.Answers;
import com.upcoach.http.ApiServer;
import com.upcoach.http.LoadShedding;
import com.upcoach.http.Routing;
import com.upcoach.log.RequestLog;
import com.upcoach.observe.CacheRoutes;
import com.upcoach.observe.Deadlock;
import com.upcoach.observe.Gauges;
import com.upcoach.observe.GridHealth;
import com.upcoach.observe.Health;
import com.upcoach.observe.HttpMeter;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One member, put together: platform, features, web server, in this order; closed in reverse. Start and close are for
 * one thread.
 */
public final class Member implements AutoCloseable {
    private final Lifetime lifetime = new Lifetime();
    private final Platform platform;
    private final Features features;
    private final Health health;
    private final Gauges gauges = new Gauges();
    private final HttpMeter meter = new HttpMeter(gauges);
    private final LoadShedding shedding = new LoadShedding(System::nanoTime);
    private final RequestLog requests;
    private final DrainSettings draining;
    private final AtomicReference<@Nullable Instant> drainBegan = new AtomicReference<>();
    private volatile Optional<ApiServer> server = Optional.empty();

    private Member(Settings settings) {
        try {
            platform = new Platform(settings, lifetime, shedding);
            features = new Features(platform, settings, lifetime);
            Deadlock deadlock = new Deadlock(System::nanoTime);
            BooleanSupplier alive = () -> !deadlock.getAsBoolean();
            health = new Health(
                    alive,
                    platform.grid::ready,
                    platform.grid::safe,
                    platform.grid::members,
                    platform.database::answers);
            platform.grid.check(new GridHealth(alive, health::isStarted, health::isDraining));
            draining = settings.drain();
            requests = new RequestLog(settings.log().requests());
            exportGauges();
        } catch (RuntimeException e) {
            // Whoever breaks a start off interrupts it, and what was begun is to be closed all the same.
            Thread.interrupted();
            lifetime.close();
            throw e;
        }
    }

    private void exportGauges() {
        gauges.heapAfterCollection();
        gauges.cpu();
        gauges.add("grid_members", platform.grid::members);
        gauges.add("grid_ready", () -> platform.grid.ready() ? 1 : 0);
        gauges.add("grid_partitions_safe", () -> platform.grid.safe() ? 1 : 0);
        gauges.add("limiter_leases", features::leases);
        gauges.add("db_pool_connections_active", () -> platform.database.pool().active());
        gauges.add("db_pool_connections_idle", () -> platform.database.pool().idle());
        gauges.add("db_pool_connections_max", () -> platform.database.pool().max());
        gauges.add("db_pool_waiting", () -> platform.database.pool().waiting());
        gauges.add("db_reachable", () -> platform.database.answers() ? 1 : 0);
        gauges.add("http_connections", () -> server.map(ApiServer::connections).orElse(0));
        gauges.add("http_draining", () -> health.isDraining() ? 1 : 0);
    }

    /** Starts everything but the web server. */
    static Member start(Settings settings) {
        return new Member(settings);
    }

    /** The cache for whatever features can compute again; none does yet. */
    Cache cache() {
        return platform.cache;
    }

    /** Adds all public routes, behind what every request goes through. */
    void routing(HttpRouting.Builder routing) {
        Routing.shared(routing.addFilter(meter))
                .addFilter(requests)
                .addFilter(shedding)
                .addFilter(features.admission());
        routes(routing);
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
        Routing.path("/admin/drain")
                .post((request, response) -> {
                    Thread.ofVirtual().name("drain").start(this::drain);
                    Answers.uncached(request, response, Status.ACCEPTED_202, Map.of("status", "draining"));
                })
                .on(routing);
        routing.register(new CacheRoutes(platform.cache::invalidateTag, platform.cache::invalidatePrefix));
    }

    /**
     * Opens both ports.
     *
     * @throws StartFailure when one of them cannot be had; the member is closed then
     */
    WebServer serve(HttpSettings settings) {
        ApiServer opened;
        try {
            opened = lifetime.closing(ApiServer.start(
                    settings.host(), settings.port(), settings.adminPort(), meter, this::routing, this::adminRouting));
        } catch (RuntimeException e) {
            Thread.interrupted();
            close();
            throw e instanceof StartFailure ? e : new StartFailure("cannot listen: " + e.getMessage(), e);
        }
        server = Optional.of(opened);
        health.started();
        return opened.webServer();
    }

    /**
     * Lets go of all clients: says that it is not ready, then takes no new connection, then waits for those there are.
     * Done again, or by two, it waits for as long as the first would.
     *
     * @return how many connections are left
     */
    int drain() {
        health.draining();
        Instant now = Instant.now();
        Instant began = Objects.requireNonNullElse(drainBegan.compareAndExchange(null, now), now);
        try {
            Thread.sleep(Duration.between(now, began.plus(draining.open())));
            if (server.isPresent()) {
                server.get().drain(draining.patience());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return server.map(ApiServer::connections).orElse(0);
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
