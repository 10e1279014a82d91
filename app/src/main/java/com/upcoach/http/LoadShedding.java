package com.upcoach.http;

import com.upcoach.failure.Failure;
import io.helidon.common.concurrency.limits.AimdLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm.Outcome;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Refuses at once what this member cannot answer soon: so many requests run at a time as have been answered within
 * {@link #SLOW} (additive increase, multiplicative decrease), a few more wait a moment, the rest gets 503 with Retry-After.
 * Probes are never refused. A request counts from when its body is here: those who send theirs slowly take no room from
 * others. Thread-safe.
 */
public final class LoadShedding implements Filter {
    /** An answer that takes longer tells that too many run at a time. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private static final Duration QUEUE_TIME = Duration.ofMillis(30);
    private static final int QUEUE = 100;

    /** Low enough for the memory of a member, and so high that requests which wait for one dead peer leave room for others. */
    private static final int MIN = 1_000;

    private static final int MAX = 4_000;

    private static final Set<String> PROBES = Set.of("/health", "/ready", "/started");

    /** What takes long by nature, and is bounded by itself: passwords, the coach, exports. */
    private static final List<String> SLOW_BY_NATURE = List.of("/api/auth/", "/api/ai/", "/api/me");

    private final Limit limit = AimdLimit.builder()
            .minLimit(MIN)
            .initialLimit(MIN)
            .maxLimit(MAX)
            .timeout(SLOW)
            .queueLength(QUEUE)
            .queueTimeout(QUEUE_TIME)
            .build();

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.prologue().uriPath().rawPath();
        if (PROBES.contains(path)) {
            chain.proceed();
            return;
        }
        try {
            Bodies.receive(request);
        } catch (RequestException e) {
            Problems.refuseBody(request, response, e);
            return;
        }
        if (limit.tryAcquireOutcome(true) instanceof Outcome.Accepted accepted) {
            run(chain, path, accepted);
        } else {
            Problems.refuse(
                    request,
                    response,
                    new Failure.Unavailable("overloaded", "Too many requests at once. Try again shortly."));
        }
    }

    private static void run(FilterChain chain, String path, Outcome.Accepted accepted) {
        try {
            chain.proceed();
        } finally {
            if (SLOW_BY_NATURE.stream().anyMatch(path::startsWith)) {
                accepted.token().ignore();
            } else {
                accepted.token().success();
            }
        }
    }
}
