package com.upcoach;

import com.upcoach.Settings.HttpSettings;
import com.upcoach.admission.AdmissionFilter;
import com.upcoach.admission.ClientAddress;
import com.upcoach.admission.Gate;
import com.upcoach.admission.LimitRoutes;
import com.upcoach.admission.LimiterMeters;
import com.upcoach.admission.Limits;
import com.upcoach.admission.lease.GridLedger;
import com.upcoach.analytics.AnalyticsRoutes;
import com.upcoach.analytics.AnalyticsView;
import com.upcoach.checkin.CheckInListView;
import com.upcoach.checkin.CheckInRoutes;
import com.upcoach.checkin.CheckInService;
import com.upcoach.checkin.CheckInStore;
import com.upcoach.checkin.CheckInView;
import com.upcoach.checkin.CheckIns;
import com.upcoach.checkin.ProgressView;
import com.upcoach.coaching.AdviceService;
import com.upcoach.coaching.AiWindow;
import com.upcoach.coaching.CoachingRoutes;
import com.upcoach.coaching.InteractionListView;
import com.upcoach.coaching.InteractionRoutes;
import com.upcoach.coaching.InteractionService;
import com.upcoach.coaching.InteractionStore;
import com.upcoach.coaching.InteractionView;
import com.upcoach.coaching.UsageView;
import com.upcoach.coaching.advice.AdviceView;
import com.upcoach.coaching.model.FallbackCoach;
import com.upcoach.coaching.model.OpenAiCompatibleCoach;
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
import com.upcoach.http.DataVersions;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.Routing;
import com.upcoach.observe.CacheMeter;
import com.upcoach.observe.CacheRoutes;
import com.upcoach.observe.Health;
import com.upcoach.observe.OpenApi;
import com.upcoach.observe.StatementMeter;
import com.upcoach.session.AccessTokens;
import com.upcoach.session.AuthRoutes;
import com.upcoach.session.AuthService;
import com.upcoach.session.Authentication;
import com.upcoach.session.ClientNetwork;
import com.upcoach.session.JwksRoutes;
import com.upcoach.session.Passwords;
import com.upcoach.session.SessionRoutes;
import com.upcoach.session.Sessions;
import com.upcoach.session.TokenKeys;
import com.upcoach.session.live.LiveSessions;
import com.upcoach.session.live.SessionStateStore;
import com.upcoach.subscription.ConfigRoutes;
import com.upcoach.subscription.PlanEntitlements;
import com.upcoach.subscription.PlanRoutes;
import com.upcoach.subscription.Plans;
import com.upcoach.subscription.SubscriptionRoutes;
import com.upcoach.subscription.SubscriptionService;
import com.upcoach.subscription.SubscriptionStore;
import com.upcoach.task.GoalTasksView;
import com.upcoach.task.TaskListView;
import com.upcoach.task.TaskRoutes;
import com.upcoach.task.TaskService;
import com.upcoach.task.TaskStore;
import com.upcoach.task.TaskView;
import com.upcoach.task.Tasks;
import com.upcoach.user.UserStore;
import com.upcoach.user.Users;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
            TaskView.class,
            TaskListView.class,
            SessionStateStore.class,
            GoalTasksView.class,
            SubscriptionStore.class,
            AnalyticsView.class,
            AdviceView.class,
            InteractionStore.class,
            InteractionView.class,
            InteractionListView.class,
            UsageView.class);

    private static final List<String> METERED_MAPS = List.of(
            MapNames.USER_ROWS, MapNames.VIEWS, MapNames.IDEMPOTENCY, MapNames.CACHE_ENTRIES, MapNames.SESSIONS);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final GridMember grid;
    private final Cache cache;
    private final AuthRoutes authRoutes;
    private final SessionRoutes sessionRoutes;
    private final JwksRoutes jwksRoutes;
    private final GoalRoutes goalRoutes;
    private final CheckInRoutes checkInRoutes;
    private final TaskRoutes taskRoutes;
    private final PlanRoutes planRoutes;
    private final SubscriptionRoutes subscriptionRoutes;
    private final AnalyticsRoutes analyticsRoutes;
    private final ConfigRoutes configRoutes;
    private final CoachingRoutes coachingRoutes;
    private final InteractionRoutes interactionRoutes;
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
            Step<TokenKeys> keys = Step.begin("keys", () -> keys(settings));
            Step<AccessTokens> tokens = Step.begin("tokens", () -> new AccessTokens(keys.get(), clock));
            Step<Passwords> passwords = Step.begin("passwords", Passwords::new);
            grid = closing(GridMember.join(settings.grid(), database, meter::load, BEANS));
            schema.get();
            METERED_MAPS.forEach(map -> grid.describeLevels(map, meter::level));

            cache = new Cache(
                    grid.cache(MapNames.CACHE_ENTRIES),
                    grid.map(MapNames.CACHE_GENERATIONS),
                    clock,
                    meter.failures(MapNames.CACHE_ENTRIES));
            closing(IdempotencySweep.of(database.get()).start());
            closing(Sessions.sweep(database.get()).start());
            UserRows rows = new UserRows(grid.map(MapNames.USER_ROWS), grid.bean(UserRowStore.class)::committedVersion);
            IdempotentPost posts = new IdempotentPost(new Idempotency(grid.map(MapNames.IDEMPOTENCY)));
            LiveSessions live = new LiveSessions(grid.map(MapNames.SESSIONS));
            Authentication authentication = new Authentication(tokens.get(), live);
            Plans plans = new Plans(settings.limits());
            SubscriptionService subscriptions = new SubscriptionService(rows, clock);
            PlanEntitlements entitlements = PlanEntitlements.of(rows, subscriptions, plans, clock);
            Gate gate = gate(settings.limits(), entitlements);
            limitRoutes = new LimitRoutes(gate, clock);
            admission = new AdmissionFilter(
                    gate,
                    settings.limits(),
                    new ClientAddress(settings.trustedProxies()),
                    request -> signedIn(request, authentication, entitlements),
                    clock);
            Users users = new Users(rows, database.get());
            Sessions sessions = new Sessions(database.get(), live, tokens.get(), keys.get(), clock);
            authRoutes = new AuthRoutes(
                    new AuthService(users, sessions, passwords.get(), clock),
                    sessions,
                    rows,
                    keys.get(),
                    posts,
                    authentication,
                    (email, response) -> admission.admitAccount(email.key(), response),
                    new ClientNetwork(admission::client));
            sessionRoutes = new SessionRoutes(sessions, authentication);
            jwksRoutes = new JwksRoutes(keys.get());
            Tasks tasks = new Tasks(database.get());
            Views views = views(settings.cache(), clock);
            EntityReads reads = new EntityReads(rows, views);
            goalRoutes = new GoalRoutes(
                    new GoalService(rows, tasks, new CheckIns(database.get()), subscriptions::maxGoals, clock),
                    rows,
                    reads,
                    posts,
                    new ShownGoals(database.get(), clock),
                    authentication);
            checkInRoutes =
                    new CheckInRoutes(new CheckInService(rows, users, clock), rows, reads, posts, authentication);
            taskRoutes = new TaskRoutes(new TaskService(rows, clock), tasks, rows, reads, posts, authentication);
            planRoutes = new PlanRoutes(plans);
            subscriptionRoutes = new SubscriptionRoutes(subscriptions, plans, rows, posts, authentication, clock);
            analyticsRoutes = new AnalyticsRoutes(users, reads, authentication, clock);
            configRoutes = new ConfigRoutes(settings.limits());
            AdviceService advice = new AdviceService(rows, views, users, clock);
            AiWindow window = new AiWindow(gate, settings.limits(), entitlements, clock);
            coachingRoutes = new CoachingRoutes(advice, window, rows, reads, posts, authentication, clock);
            interactionRoutes = new InteractionRoutes(
                    new InteractionService(rows, advice, coach(settings, clock), clock),
                    rows,
                    reads,
                    posts,
                    authentication);
            health = new Health(grid::ready, grid::members);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What a request has seen is told before it is counted: its plan's limits hold from the next request on. */
    private static Optional<UUID> signedIn(
            ServerRequest request, Authentication authentication, PlanEntitlements entitlements) {
        Optional<UUID> user = authentication.user(request);
        user.ifPresent(id -> entitlements.seen(id, DataVersions.seen(request.headers())));
        return user;
    }

    private Gate gate(Limits limits, PlanEntitlements entitlements) {
        return closing(GridLedger.limiter(
                grid.map(MapNames.LIMIT_COUNTERS), grid.peers(), limits, entitlements, new LimiterMeters()));
    }

    private FallbackCoach coach(Settings settings, Clock clock) {
        return new FallbackCoach(
                settings.provider().map(provider -> closing(new OpenAiCompatibleCoach(provider, clock))));
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
        rules.register("/api/auth", authRoutes, sessionRoutes)
                .register(jwksRoutes)
                .register("/api/goals", goalRoutes, checkInRoutes)
                .register("/api/tasks", taskRoutes)
                .register("/api/plans", planRoutes)
                .register("/api/subscription", subscriptionRoutes)
                .register("/api/analytics", analyticsRoutes)
                .register("/api/config", configRoutes)
                .register("/api/ai", coachingRoutes, interactionRoutes)
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
