package com.upcoach.http;

import com.upcoach.failure.Failure;
import com.upcoach.http.Crowd.Place;
import io.helidon.http.Method;
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
 * it can. Reads and writes make room for their own kind only, as they wait for different things. Probes are never refused.
 * Thread-safe.
 */
public final class LoadShedding implements Filter {
    /** Leaves the slowest of a hundred within half a second. */
    private static final Duration SOON = Duration.ofMillis(200);

    private static final Duration SOME_TIME = Duration.ofSeconds(5);

    private static final Set<String> PROBES = Set.of("/health", "/ready", "/started");
    private static final Set<Method> READS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

    /** What takes long by nature, and is bounded by itself: passwords, the coach, exports. */
    private static final List<String> SLOW_BY_NATURE = List.of("/api/auth/", "/api/ai/", "/api/me");

    private final Crowd reads;
    private final Crowd writes;
    private final Crowd slow;

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
        Optional<Place> place = crowd(path, request.prologue().method()).enter();
        if (place.isEmpty()) {
            Failure overloaded = new Failure.Unavailable("overloaded", "Too many requests at once. Try again shortly.");
            Problems.refuse(request, response, overloaded);
            return;
        }
        try {
            chain.proceed();
        } finally {
            place.get().leave();
        }
    }

    private Crowd crowd(String path, Method method) {
        if (SLOW_BY_NATURE.stream().anyMatch(path::startsWith)) {
            return slow;
        }
        return READS.contains(method) ? reads : writes;
    }
}
