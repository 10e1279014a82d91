package com.upcoach.observe;

import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * {@code /health}: this process answers. {@code /started}: its start is over. {@code /ready}: it has joined and its
 * partitions are safe; a database that is away keeps it ready, as it still serves what it has cached. Thread-safe.
 */
public final class Health implements HttpService {
    private final BooleanSupplier ready;
    private final IntSupplier members;
    private volatile boolean started;

    /**
     * Creates the probes.
     *
     * @param ready whether the grid is
     * @param members how many members the grid has
     */
    public Health(BooleanSupplier ready, IntSupplier members) {
        this.ready = ready;
        this.members = members;
    }

    /** Says that the start is over. */
    public void started() {
        started = true;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/health")
                .get((request, response) -> probe(request, response, true))
                .on(rules);
        Routing.path("/started")
                .get((request, response) -> probe(request, response, started))
                .on(rules);
        Routing.path("/ready")
                .get((request, response) -> probe(request, response, ready.getAsBoolean()))
                .on(rules);
    }

    /** Adds the operators' routes. */
    public void adminRouting(HttpRouting.Builder routing) {
        Routing.shared(routing);
        Routing.path("/admin/grid")
                .get((request, response) -> Answers.uncached(
                        request,
                        response,
                        Status.OK_200,
                        Map.of("members", members.getAsInt(), "ready", ready.getAsBoolean())))
                .on(routing);
    }

    private static void probe(ServerRequest request, ServerResponse response, boolean up) {
        Answers.uncached(
                request,
                response,
                up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
                Map.of("status", up ? "UP" : "DOWN"));
    }
}
