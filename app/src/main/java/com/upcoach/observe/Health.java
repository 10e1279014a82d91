package com.upcoach.observe;

import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * {@code /health}: this process answers, and none of its threads wait for one another for ever. {@code /started}: its
 * start is over. {@code /ready}: it has joined, its partitions were safe once, and it is not about to go; a database
 * that is away keeps it ready, as it still serves what it has cached. The admin port tells why, under {@code
 * /health/live}, {@code /health/started} and {@code /health/ready}. Thread-safe.
 */
public final class Health implements HttpService {
    private final BooleanSupplier alive;
    private final BooleanSupplier grid;
    private final BooleanSupplier safe;
    private final IntSupplier members;
    private final BooleanSupplier database;
    private volatile boolean started;
    private volatile boolean draining;

    /**
     * Creates the probes.
     *
     * @param alive whether another start would be no better
     * @param grid whether the grid is ready
     * @param safe whether no partition would be lost with any one member
     * @param members how many members the grid has
     * @param database whether PostgreSQL answers, as far as is known
     */
    public Health(
            BooleanSupplier alive,
            BooleanSupplier grid,
            BooleanSupplier safe,
            IntSupplier members,
            BooleanSupplier database) {
        this.alive = alive;
        this.grid = grid;
        this.safe = safe;
        this.members = members;
        this.database = database;
    }

    /**
     * Something that is asked for.
     *
     * @param required whether a member without it takes no traffic
     */
    private record Check(String name, boolean up, boolean required) {
        Map<String, Object> shown() {
            return Map.of("name", name, "status", status(up), "required", required);
        }
    }

    /** Says that the start is over. */
    public void started() {
        started = true;
    }

    /** Says that this member is about to go. */
    public void draining() {
        draining = true;
    }

    /** Returns whether the start is over. */
    public boolean isStarted() {
        return started;
    }

    /** Returns whether this member is about to go. */
    public boolean isDraining() {
        return draining;
    }

    private boolean isReady() {
        return readiness().stream().allMatch(check -> check.up || !check.required);
    }

    private List<Check> readiness() {
        return List.of(
                new Check("started", started, true),
                new Check("serving", !draining, true),
                new Check("grid", grid.getAsBoolean(), true),
                new Check("database", database.getAsBoolean(), false));
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/health")
                .get((request, response) -> probe(request, response, alive.getAsBoolean()))
                .on(rules);
        Routing.path("/started")
                .get((request, response) -> probe(request, response, started))
                .on(rules);
        Routing.path("/ready")
                .get((request, response) -> probe(request, response, isReady()))
                .on(rules);
    }

    /** Adds the operators' routes. */
    public void adminRouting(HttpRouting.Builder routing) {
        Routing.shared(routing);
        Routing.path("/health/live")
                .get((request, response) -> {
                    boolean up = alive.getAsBoolean();
                    detail(request, response, up, List.of(new Check("deadlock", up, true)));
                })
                .on(routing);
        Routing.path("/health/started")
                .get((request, response) ->
                        detail(request, response, started, List.of(new Check("started", started, true))))
                .on(routing);
        Routing.path("/health/ready")
                .get((request, response) -> detail(request, response, isReady(), readiness()))
                .on(routing);
        Routing.path("/admin/grid")
                .get((request, response) -> Answers.uncached(
                        request,
                        response,
                        Status.OK_200,
                        Map.of(
                                "members",
                                members.getAsInt(),
                                "ready",
                                grid.getAsBoolean(),
                                "safe",
                                safe.getAsBoolean())))
                .on(routing);
    }

    private static void probe(ServerRequest request, ServerResponse response, boolean up) {
        Answers.uncached(request, response, httpStatus(up), Map.of("status", status(up)));
    }

    private static void detail(ServerRequest request, ServerResponse response, boolean up, List<Check> checks) {
        Answers.uncached(
                request,
                response,
                httpStatus(up),
                Map.of(
                        "status",
                        status(up),
                        "checks",
                        checks.stream().map(Check::shown).toList()));
    }

    private static Status httpStatus(boolean up) {
        return up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503;
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
