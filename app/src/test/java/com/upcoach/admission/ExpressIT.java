package com.upcoach.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.Client;
import com.upcoach.admission.Schedule.Step;
import com.upcoach.admission.lease.LocalCluster;
import com.upcoach.http.ApiServer;
import com.upcoach.http.Routing;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients cannot tell our limiter from {@code express-rate-limit} with {@code standardHeaders: true}: both are sent the
 * same requests at the same times over HTTP. 10,000 schedules with {@code -Dtrial.scale}.
 */
@ServerTest
@Timeout(900)
class ExpressIT {
    private static final int SCHEDULES = Integer.getInteger("trial.scale") == null ? 300 : 10_000;
    private static final List<String> COMPARED =
            List.of("RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After");
    private static final HeaderName SCHEDULE = HeaderNames.create("X-Schedule");
    private static final HeaderName PERSON = HeaderNames.create("X-Person");
    private static final ClientAddress CLIENTS = new ClientAddress(List.of(Cidr.of("127.0.0.0/8")));
    private static final Map<String, AdmissionFilter> FILTERS = new ConcurrentHashMap<>();

    private final String base;

    ExpressIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpServer
    static void server(WebServerConfig.Builder server) {
        ApiServer.configure(server);
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        Routing.shared(routing).addFilter(ExpressIT::limit);
        Routing.path("/api/limited")
                .get((request, response) -> response.send("ok"))
                .on(routing);
    }

    private static void limit(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String schedule = request.headers().get(SCHEDULE).get();
        Objects.requireNonNull(FILTERS.get(schedule)).filter(chain, request, response);
    }

    private static AdmissionFilter filter(Quota quota, AtomicLong nanos) {
        Limits limits = new Limits(Map.of(Policy.API, quota), Set.of(), Set.of(), List.of());
        Gate gate = new LocalCluster(1, limits, nanos::get).gate(0);
        return new AdmissionFilter(gate, limits, CLIENTS, ExpressIT::person, Clock.systemUTC());
    }

    private static Optional<UUID> person(ServerRequest request) {
        return request.headers().first(PERSON).map(UUID::fromString);
    }

    @Test
    void answersAsExpressRateLimitDoes() throws IOException, InterruptedException {
        try (ExpressProcess express = ExpressProcess.start()) {
            Tally tally = LongStream.range(0, SCHEDULES)
                    .parallel()
                    .mapToObj(seed -> compare(express.base(), Schedule.of(seed)))
                    .reduce(new Tally(0, 0), Tally::plus);
            System.out.println("express-rate-limit: " + SCHEDULES + " schedules, " + tally);
            assertThat(tally.refused()).isBetween(tally.requests() / 5, tally.requests() * 4 / 5);
        }
    }

    private Tally compare(String express, Schedule schedule) {
        AtomicLong nanos = new AtomicLong();
        FILTERS.put(schedule.name(), filter(schedule.quota(), nanos));
        int refused = 0;
        for (int i = 0; i < schedule.steps().size(); i++) {
            Step step = schedule.steps().get(i);
            nanos.set(step.now() * 1_000_000);
            Answer ours = ask(base, schedule, step);
            assertThat(ours)
                    .as("schedule %s until they differ: %s", schedule.name(), schedule.until(i))
                    .isEqualTo(ask(express, schedule, step));
            refused += ours.status() == 429 ? 1 : 0;
        }
        FILTERS.remove(schedule.name());
        return new Tally(schedule.steps().size(), refused);
    }

    private static Answer ask(String base, Schedule schedule, Step step) {
        List<String> scheduled = List.of("X-Schedule", schedule.name(), "X-Now", Long.toString(step.now()));
        String[] headers =
                Stream.of(scheduled, step.client()).flatMap(List::stream).toArray(String[]::new);
        return Answer.of(Client.anonymous().get(base, "/api/limited", headers));
    }

    /**
     * What a client is told. Both limiters are told the time, so that not even their resets may differ.
     *
     * @param headers the compared ones, in their order; empty where there is none
     */
    private record Answer(int status, List<String> headers) {
        static Answer of(HttpResponse<?> response) {
            return new Answer(
                    response.statusCode(),
                    COMPARED.stream()
                            .map(name -> String.join(",", response.headers().allValues(name)))
                            .toList());
        }
    }

    /** How much was compared. */
    private record Tally(int requests, int refused) {
        Tally plus(Tally other) {
            return new Tally(requests + other.requests, refused + other.refused);
        }
    }
}
