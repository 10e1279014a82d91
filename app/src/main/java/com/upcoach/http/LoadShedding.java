package com.upcoach.http;

import com.upcoach.failure.Failure;
import com.upcoach.grid.GridPatience;
import com.upcoach.grid.view.LoadGate;
import com.upcoach.http.Crowd.Place;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Refuses at once, with 503 and Retry-After, what this member cannot answer soon, so that it goes on to answer as many
 * as it can. What waits for PostgreSQL makes room for its own kind only: writes, and reads that do not find their view
 * in this member's memory. Both stand in one queue, since each write makes views that have to be loaded; a read leaves
 * its own when it enters that one. A request counts from when its body is here: those who send theirs slowly take no
 * room from others. Probes are never refused. Thread-safe.
 */
public final class LoadShedding implements Filter, LoadGate {
    /** On the average; the slowest of a hundred take some times as long. */
    private static final Duration SOON = Duration.ofMillis(100);

    private static final Duration SOME_TIME = Duration.ofSeconds(5);

    /** How long a queue for PostgreSQL may stand. */
    private static final Duration SHORT_BURST = Duration.ofMillis(600);

    private static final Duration BURST = Duration.ofSeconds(1);

    /** A member that has just been started is slow, and has 64 clients at once all the same. */
    private static final int FEWEST = 64;

    /** Many of them wait for a write of their person, or for a view that is being made, and take nothing but memory. */
    private static final int FEWEST_READS = 512;

    /** What a warm member stores or loads in half a second; more are refused at once, also of a crowd. */
    private static final int MOST_STORED = 256;

    /** What a member has memory for. */
    private static final int MOST = 1_000;

    private static final Set<String> PROBES = Set.of("/health", "/ready", "/started");
    private static final Set<Method> READS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

    /** What takes long by nature, and is bounded by itself: passwords, the coach, exports. */
    private static final List<String> SLOW_BY_NATURE = List.of("/api/auth/", "/api/ai/", "/api/me");

    private static final ScopedValue<Place> PLACE = ScopedValue.newInstance();

    private final Crowd reads;
    private final Crowd stored;
    private final Crowd slow;
    private final BodyRoom bodies = new BodyRoom();

    /** Creates the filter, by a clock such as {@link System#nanoTime}. */
    public LoadShedding(LongSupplier nanoTime) {
        reads = new Crowd(SOON, BURST, FEWEST_READS, MOST, nanoTime);
        stored = new Crowd(SOON, SHORT_BURST, FEWEST, MOST_STORED, nanoTime);
        slow = new Crowd(SOME_TIME, BURST, FEWEST, MOST, nanoTime);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.prologue().uriPath().rawPath();
        if (PROBES.contains(path)) {
            chain.proceed();
            return;
        }
        int size = BodyRoom.size(request.headers());
        if (!bodies.take(size)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            refuse(request, response);
            return;
        }
        try {
            if (isReceived(request, response)) {
                inTurn(chain, request, response, crowd(path, request.prologue().method()));
            }
        } finally {
            bodies.give(size);
        }
    }

    private static boolean isReceived(RoutingRequest request, RoutingResponse response) {
        try {
            Bodies.receive(request);
            return true;
        } catch (RequestException e) {
            Problems.refuseBody(request, response, e);
            return false;
        }
    }

    private static void inTurn(FilterChain chain, RoutingRequest request, RoutingResponse response, Crowd crowd) {
        Optional<Place> let = crowd.enter();
        if (let.isEmpty()) {
            refuse(request, response);
            return;
        }
        Place place = let.get();
        // Whoever reads an answer slowly keeps nobody else waiting.
        response.beforeSend(() -> place.leave(response.status().code() < 500));
        try {
            ScopedValue.where(PLACE, place).run(() -> GridPatience.run(chain::proceed));
        } finally {
            place.leave(false);
        }
    }

    @Override
    public <T> T pass(Supplier<T> load) {
        if (isIn(stored)) {
            return load.get();
        }
        Optional<Place> let = stored.enter();
        if (isIn(reads)) {
            PLACE.get().leave(let.isPresent());
        }
        Place place = let.orElseThrow(LoadShedding::overloaded);
        try {
            T loaded = load.get();
            place.leave(true);
            return loaded;
        } finally {
            place.leave(false);
        }
    }

    private static boolean isIn(Crowd crowd) {
        return PLACE.isBound() && PLACE.get().isOf(crowd);
    }

    private static void refuse(RoutingRequest request, RoutingResponse response) {
        Problems.refuse(request, response, overloaded());
    }

    private static Failure overloaded() {
        return new Failure.Unavailable("overloaded", "Too many requests at once. Try again shortly.");
    }

    private Crowd crowd(String path, Method method) {
        if (SLOW_BY_NATURE.stream().anyMatch(path::startsWith)) {
            return slow;
        }
        return READS.contains(method) ? reads : stored;
    }
}
