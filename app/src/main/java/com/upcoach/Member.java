package com.upcoach;

import com.upcoach.Settings.HttpSettings;
import com.upcoach.admission.AdmissionFilter;
import com.upcoach.admission.ClientAddress;
import com.upcoach.admission.Entitlements;
import com.upcoach.admission.Gate;
import com.upcoach.admission.LimitRoutes;
import com.upcoach.admission.LimiterMeters;
import com.upcoach.admission.Limits;
import com.upcoach.admission.lease.GridLedger;
import com.upcoach.checkin.CheckInListView;
import com.upcoach.checkin.CheckInRoutes;
import com.upcoach.checkin.CheckInService;
import com.upcoach.checkin.CheckInStore;
import com.upcoach.checkin.CheckInView;
import com.upcoach.checkin.CheckIns;
import com.upcoach.checkin.ProgressView;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.database.EmbeddedDatabase;
import com.upcoach.entity.EntityReads;
import com.upcoach.goal.GoalListView;
import com.upcoach.goal.GoalRoutes;
import com.upcoach.goal.GoalService;
import com.upcoach.goal.GoalStore;
import com.upcoach.goal.GoalView;
import com.upcoach.goal.ShownGoals;
import com.upcoach.grid.GridMember;
import com.upcoach.grid.cache.Cache;
import com.upcoach.grid.idempotency.Idempotency;
import com.upcoach.grid.idempotency.IdempotencyStore;
import com.upcoach.grid.idempotency.IdempotencySweep;
import com.upcoach.grid.row.UserRowStore;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.ViewStore;
import com.upcoach.grid.view.Views;
import com.upcoach.gridconfig.MapNames;
import com.upcoach.http.ApiServer;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.Routing;
import com.upcoach.observe.CacheMeter;
import com.upcoach.observe.CacheRoutes;
import com.upcoach.observe.Health;
import com.upcoach.observe.OpenApi;
import com.upcoach.observe.StatementMeter;
import com.upcoach.session.AccessTokens;
import com.upcoach.session.AuthRoutes;
import com.upcoach.session.Authentication;
import com.upcoach.session.Passwords;
import com.upcoach.session.TokenKeys;
import com.upcoach.task.GoalTasksView;
import com.upcoach.task.TaskStore;
import com.upcoach.task.Tasks;
import com.upcoach.user.UserStore;
import com.upcoach.user.Users;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One member, put together: database, grid, services, web server, in this order; closed in reverse. Start and close are
 * for one thread.
 */
public final class Member implements AutoCloseable {
    private static final List<Class<?>> BEANS = List.of(
            UserRowStore.class,
            ViewStore.class,
            IdempotencyStore.class,
            UserStore.class,
            GoalStore.class,
            GoalView.class,
            GoalListView.class,
            CheckInStore.class,
            CheckInView.class,
            CheckInListView.class,
            ProgressView.class,
            TaskStore.class,
            GoalTasksView.class);

    private static final List<String> METERED_MAPS =
            List.of(MapNames.USER_ROWS, MapNames.VIEWS, MapNames.IDEMPOTENCY, MapNames.CACHE_ENTRIES);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final GridMember grid;
    private final Cache cache;
    private final AuthRoutes authRoutes;
    private final GoalRoutes goalRoutes;
    private final CheckInRoutes checkInRoutes;
    private final LimitRoutes limitRoutes;
    private final AdmissionFilter admission;
    private final Health health;

    /** What needs no grid is made while the grid is joined, which is mostly waiting. */
    private Member(Settings settings) {
        try {
            Clock clock = Clock.systemUTC();
            CacheMeter meter = new CacheMeter();
            DatabaseStart start = new DatabaseStart(databaseSettings(settings));
            Step<Database> database = Step.begin("database", () -> start.open(new StatementMeter()));
            started.push(() -> database.get().close());
            Step<Boolean> schema = Step.begin("schema", start::prepare);
            Step<AccessTokens> tokens = Step.begin("tokens", () -> new AccessTokens(keys(settings), clock));
            Step<Passwords> passwords = Step.begin("passwords", Passwords::new);
            grid = closing(GridMember.join(settings.grid(), database, meter::load, BEANS));
            schema.get();
            METERED_MAPS.forEach(map -> grid.describeLevels(map, meter::level));

            cache = new Cache(
                    grid.cache(MapNames.CACHE_ENTRIES),
                    grid.map(MapNames.CACHE_GENERATIONS),
                    clock,
                    meter.failures(MapNames.CACHE_ENTRIES));
            closing(new IdempotencySweep(database.get()).start());
            UserRows rows = new UserRows(grid.map(MapNames.USER_ROWS), grid.bean(UserRowStore.class)::committedVersion);
            IdempotentPost posts = new IdempotentPost(new Idempotency(grid.map(MapNames.IDEMPOTENCY)));
            Authentication authentication = new Authentication(tokens.get());
            Gate gate = gate(settings.limits());
            limitRoutes = new LimitRoutes(gate, clock);
            admission = new AdmissionFilter(
                    gate, settings.limits(), new ClientAddress(settings.trustedProxies()), authentication::user, clock);
            Users users = new Users(rows, database.get());
            authRoutes = AuthRoutes.create(
                    users,
                    database.get(),
                    passwords.get(),
                    tokens.get(),
                    clock,
                    (email, response) -> admission.admitAccount(email.key(), response));
            EntityReads reads = new EntityReads(rows, views(settings.cache(), clock));
            goalRoutes = new GoalRoutes(
                    new GoalService(rows, new Tasks(database.get()), new CheckIns(database.get()), clock),
                    rows,
                    reads,
                    posts,
                    new ShownGoals(database.get(), clock),
                    authentication);
            checkInRoutes =
                    new CheckInRoutes(new CheckInService(rows, users, clock), rows, reads, posts, authentication);
            health = new Health(grid::ready, grid::members);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Gate gate(Limits limits) {
        return closing(GridLedger.limiter(
                grid.map(MapNames.LIMIT_COUNTERS), grid.peers(), limits, Entitlements.STANDARD, new LimiterMeters()));
    }

    private Views views(boolean cached, Clock clock) {
        return cached
                ? Views.cached(grid.map(MapNames.VIEWS), clock)
                : Views.uncached(grid.bean(ViewStore.class), clock);
    }

    /** Starts everything but the web server: what tests serve by their own. */
    static Member start(Settings settings) {
        return new Member(settings);
    }

    /** The cache for whatever features can compute again. */
    Cache cache() {
        return cache;
    }

    /** Adds all public routes. */
    void routing(HttpRouting.Builder routing) {
        routes(Routing.shared(routing).addFilter(admission));
    }

    /** The table of all public routes. */
    void routes(HttpRules rules) {
        rules.register("/api/auth", authRoutes)
                .register("/api/goals", goalRoutes, checkInRoutes)
                .register(health)
                .register(new OpenApi());
    }

    /** Adds the operators' routes. */
    void adminRouting(HttpRouting.Builder routing) {
        health.adminRouting(routing);
        routing.register(new CacheRoutes(cache::invalidateTag, cache::invalidatePrefix), limitRoutes);
    }

    /** Opens both ports. */
    WebServer serve(HttpSettings settings) {
        ApiServer server = closing(ApiServer.start(
                settings.host(), settings.port(), settings.adminPort(), this::routing, this::adminRouting));
        health.started();
        return server.webServer();
    }

    private DatabaseSettings databaseSettings(Settings settings) {
        return settings.database().orElseGet(() -> {
            EmbeddedDatabase embedded = closing(EmbeddedDatabase.start(Settings.HOME));
            return new DatabaseSettings(embedded.url(), embedded.user(), embedded.password(), Settings.POOL_SIZE);
        });
    }

    private static TokenKeys keys(Settings settings) {
        Optional<TokenKeys> given = settings.keys();
        return given.orElseGet(() -> TokenKeys.loadOrCreate(Settings.HOME.resolve("jwt-keys.json")));
    }

    private <T extends AutoCloseable> T closing(T part) {
        started.push(part);
        return part;
    }

    /** Stops in reverse order; one part's failure does not keep the others open. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.getLogger(Member.class.getName()).log(System.Logger.Level.WARNING, "could not stop a part", e);
            }
        }
    }
}
