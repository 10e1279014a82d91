package com.upcoach.observe;

import com.upcoach.http.Answers;
import com.upcoach.http.Problems;
import com.upcoach.http.Refusals;
import com.upcoach.http.Routing;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The meters {@code http_request_duration_seconds} and {@code http_requests_total} by method, route and status, {@code
 * http_errors_total} by method, route and error_type, which is the problem's code, and {@code http_requests_in_flight}.
 * A route is its template; what has none is {@code unmatched}, and a method that no route has is {@code OTHER}: so
 * garbage makes no new labels. Before all filters but {@code Drain}, as it times them. Thread-safe.
 */
public final class HttpMeter implements Filter, Refusals {
    private static final String UNMATCHED = "unmatched";
    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 25, 50, 100, 200, 300, 500, 700, 1_000, 2_000, 3_000, 5_000, 7_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final ConcurrentMap<Answered, Meters> meters = new ConcurrentHashMap<>();
    private final ConcurrentMap<Failed, Counter> errors = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    public HttpMeter(Gauges gauges) {
        gauges.add("http_requests_in_flight", inFlight::get);
    }

    /** What requests are told apart by. */
    private record Answered(String method, String route, int status) {
        List<Tag> tags() {
            return List.of(
                    Tag.create("method", method),
                    Tag.create("route", route),
                    Tag.create("status", Integer.toString(status)));
        }
    }

    /** What errors are told apart by. */
    private record Failed(String method, String route, String code) {
        Counter counter() {
            return registry()
                    .getOrCreate(Counter.builder("http_errors")
                            .tags(List.of(
                                    Tag.create("method", method),
                                    Tag.create("route", route),
                                    Tag.create("error_type", code))));
        }
    }

    private record Meters(Timer durations, Counter requests) {
        /** Without quantiles, as {@link StatementMeter}. */
        static Meters of(Answered answered) {
            return new Meters(
                    registry()
                            .getOrCreate(Timer.builder("http_request_duration")
                                    .tags(answered.tags())
                                    .percentiles(new double[0])
                                    .buckets(BUCKETS)),
                    requests(answered));
        }

        static Counter requests(Answered answered) {
            return registry().getOrCreate(Counter.builder("http_requests").tags(answered.tags()));
        }
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        inFlight.incrementAndGet();
        try {
            chain.proceed();
        } finally {
            inFlight.decrementAndGet();
            record(request, response, System.nanoTime() - start);
        }
    }

    private void record(RoutingRequest request, RoutingResponse response, long nanos) {
        String name = request.prologue().method().text();
        String method = METHODS.contains(name) ? name : OTHER;
        String route = Routing.template(request);
        int status = Answers.status(response);
        Meters of = meters.computeIfAbsent(new Answered(method, route, status), Meters::of);
        of.durations.record(nanos, TimeUnit.NANOSECONDS);
        of.requests.increment();
        if (status >= 400) {
            error(new Failed(method, route, Problems.code(request).orElse("none")));
        }
    }

    private void error(Failed failed) {
        errors.computeIfAbsent(failed, Failed::counter).increment();
    }

    /** A request line or headers that cannot be read: there is no method and no route, and no time worth telling. */
    @Override
    public void refused(int status, String code) {
        Meters.requests(new Answered(OTHER, UNMATCHED, status)).increment();
        error(new Failed(OTHER, UNMATCHED, code));
    }

    private static MeterRegistry registry() {
        return Services.get(MeterRegistry.class);
    }
}
