package com.upcoach.http;

import com.upcoach.failure.Failure;
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

/**
 * Refuses at once, with 503 and Retry-After, what this member cannot answer soon, so that it goes on to answer as many as
 * it can. Reads and writes make room for their own kind only, as they wait for different things. A request counts from when
 * its body is here: those who send theirs slowly take no room from others. Probes are never refused. Thread-safe.
 */
public final class LoadShedding implements Filter {
    /** On the average; the slowest of a hundred take some times as long. */
    private static final Duration SOON = Duration.ofMillis(100);

    private static final Duration SOME_TIME = Duration.ofSeconds(5);

    private static final Set<String> PROBES = Set.of("/health", "/ready", "/started");
    private static final Set<Method> READS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

    /** What takes long by nature, and is bounded by itself: passwords, the coach, exports. */
    private static final List<String> SLOW_BY_NATURE = List.of("/api/auth/", "/api/ai/", "/api/me");

    private final Crowd reads;
    private final Crowd writes;
    private final Crowd slow;
    private final BodyRoom bodies = new BodyRoom();

    /** Creates the filter, by a clock such as {@link System#nanoTime}. */
    public LoadShedding(LongSupplier nanoTime) {
        reads = new Crowd(SOON, nanoTime);
        writes = new Crowd(SOON, nanoTime);
        slow = new Crowd(SOME_TIME, nanoTime);
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
        Optional<Place> place = crowd.enter();
        if (place.isEmpty()) {
            refuse(request, response);
            return;
        }
        // Whoever reads an answer slowly keeps nobody else waiting.
        response.beforeSend(() -> place.get().leave(response.status().code() < 500));
        try {
            chain.proceed();
        } finally {
            place.get().leave(false);
        }
    }

    private static void refuse(RoutingRequest request, RoutingResponse response) {
        Problems.refuse(
                request,
                response,
                new Failure.Unavailable("overloaded", "Too many requests at once. Try again shortly."));
    }

    private Crowd crowd(String path, Method method) {
        if (SLOW_BY_NATURE.stream().anyMatch(path::startsWith)) {
            return slow;
        }
        return READS.contains(method) ? reads : writes;
    }
}
