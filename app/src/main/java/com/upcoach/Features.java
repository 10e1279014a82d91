package com.upcoach;

import com.upcoach.admission.AdmissionFilter;
import com.upcoach.admission.ClientAddress;
import com.upcoach.admission.LimitRoutes;
import com.upcoach.admission.LimiterMeters;
import com.upcoach.admission.Limits;
import com.upcoach.admission.lease.GridLedger;
import com.upcoach.admission.lease.Limiter;
import com.upcoach.analytics.AnalyticsRoutes;
import com.upcoach.checkin.CheckInRoutes;
import com.upcoach.checkin.CheckInService;
import com.upcoach.checkin.CheckIns;
import com.upcoach.coaching.AdviceService;
import com.upcoach.coaching.AiWindow;
import com.upcoach.coaching.CoachingRoutes;
import com.upcoach.coaching.InteractionRoutes;
import com.upcoach.coaching.InteractionService;
import com.upcoach.coaching.model.FallbackCoach;
import com.upcoach.coaching.model.OpenAiCompatibleCoach;
import com.upcoach.docs.DocsRoutes;
import com.upcoach.docs.OpenApi;
import com.upcoach.goal.GoalRoutes;
import com.upcoach.goal.GoalService;
import com.upcoach.goal.ShownGoals;
import com.upcoach.grid.view.ViewDisposal;
import com.upcoach.gridconfig.MapNames;
import com.upcoach.http.DataVersions;
import com.upcoach.me.Erasure;
import com.upcoach.me.Erasure.Part;
import com.upcoach.me.Export;
import com.upcoach.me.ExportRoutes;
import com.upcoach.me.MeRoutes;
import com.upcoach.me.MeService;
import com.upcoach.session.AccountAdmission;
import com.upcoach.session.AuthRoutes;
import com.upcoach.session.AuthService;
import com.upcoach.session.ClientNetwork;
import com.upcoach.session.JwksRoutes;
import com.upcoach.session.SessionRoutes;
import com.upcoach.session.Sessions;
import com.upcoach.subscription.ConfigRoutes;
import com.upcoach.subscription.PlanEntitlements;
import com.upcoach.subscription.PlanRoutes;
import com.upcoach.subscription.Plans;
import com.upcoach.subscription.SubscriptionRoutes;
import com.upcoach.subscription.SubscriptionService;
import com.upcoach.task.TaskRoutes;
import com.upcoach.task.TaskService;
import com.upcoach.task.Tasks;
import com.upcoach.user.EmailAddress;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The features, each put together of the platform, and the paths that they are served under. */
final class Features {
    private final Platform platform;
    private final Limits limits;
    private final Plans plans;
    private final SubscriptionService subscriptions;
    private final PlanEntitlements entitlements;
    private final Limiter limiter;
    private final AdmissionFilter admission;
    private final AccountAdmission accounts;
    private final List<Mount> mounts = new ArrayList<>();

    /** Services under a path, each with routes below it. */
    private record Mount(String path, List<HttpService> services) {}

    private record Attempts(AdmissionFilter admission) implements AccountAdmission {
        @Override
        public void admit(EmailAddress email, ServerResponse response) {
            admission.admitAccount(email.key(), response);
        }

        @Override
        public void admit(UUID user, ServerResponse response) {
            admission.admitOwner(user, response);
        }
    }

    Features(Platform platform, Settings settings, Lifetime lifetime) {
        this.platform = platform;
        this.limits = settings.limits();
        this.plans = new Plans(limits);
        this.subscriptions = new SubscriptionService(platform.rows, platform.clock);
        this.entitlements = PlanEntitlements.of(platform.rows, subscriptions, plans, platform.clock);
        this.limiter = lifetime.closing(GridLedger.limiter(
                platform.grid.map(MapNames.LIMIT_COUNTERS),
                platform.grid.peers(),
                platform.quorum,
                limits,
                entitlements,
                new LimiterMeters()));
        this.admission = new AdmissionFilter(
                limiter, limits, new ClientAddress(settings.trustedProxies()), this::signedIn, platform.clock);
        this.accounts = new Attempts(admission);
        FallbackCoach coach = new FallbackCoach(settings.provider()
                .map(provider -> lifetime.closing(new OpenAiCompatibleCoach(provider, platform.clock))));
        people();
        goals();
        coaching(coach);
        subscriptions();
        mount("/docs", new DocsRoutes());
        mount("", new OpenApi());
    }

    private void mount(String path, HttpService... services) {
        mounts.add(new Mount(path, List.of(services)));
    }

    private void people() {
        Sessions sessions =
                new Sessions(platform.database, platform.live, platform.tokens, platform.keys, platform.clock);
        AuthService auth =
                new AuthService(platform.users, sessions, platform.passwords, subscriptions::planOf, platform.clock);
        mount(
                "/api/auth",
                new AuthRoutes(
                        auth,
                        sessions,
                        platform.rows,
                        platform.keys,
                        platform.posts,
                        platform.authentication,
                        accounts,
                        new ClientNetwork(admission::client)),
                new SessionRoutes(sessions, platform.authentication));
        mount("", new JwksRoutes(platform.keys));
        mount(
                "/api/me",
                new MeRoutes(
                        new MeService(platform.users, platform.rows, platform.passwords, erasure(), platform.clock),
                        platform.rows,
                        platform.reads,
                        platform.posts,
                        subscriptions::planOf,
                        platform.authentication,
                        accounts),
                new ExportRoutes(new Export(platform.database), platform.authentication));
    }

    /** The rows last: until then what is left of the head refuses the person. */
    private Erasure erasure() {
        ViewDisposal views = ViewDisposal.of(platform.grid.cache(MapNames.VIEWS), platform.grid.peers());
        return new Erasure(List.of(
                new Part(MapNames.SESSIONS, gone -> platform.live.drop(gone.user(), gone.session())),
                new Part(MapNames.IDEMPOTENCY, gone -> platform.idempotency.drop(gone.user())),
                new Part(MapNames.VIEWS, gone -> views.drop(gone.user())),
                new Part(
                        MapNames.CACHE_ENTRIES,
                        gone -> platform.cache.drop(gone.user().toString())),
                new Part(MapNames.USER_ROWS, gone -> platform.rows.forget(gone.user()))));
    }

    private void goals() {
        Tasks tasks = new Tasks(platform.database);
        GoalService goals = new GoalService(
                platform.rows, tasks, new CheckIns(platform.database), subscriptions::maxGoals, platform.clock);
        CheckInService checkIns = new CheckInService(platform.rows, platform.users, platform.clock);
        mount(
                "/api/goals",
                new GoalRoutes(
                        goals,
                        platform.rows,
                        platform.reads,
                        platform.posts,
                        new ShownGoals(platform.database, platform.clock),
                        platform.authentication),
                new CheckInRoutes(checkIns, platform.rows, platform.reads, platform.posts, platform.authentication));
        mount(
                "/api/tasks",
                new TaskRoutes(
                        new TaskService(platform.rows, platform.clock),
                        tasks,
                        platform.rows,
                        platform.reads,
                        platform.posts,
                        platform.authentication));
        mount(
                "/api/analytics",
                new AnalyticsRoutes(platform.users, platform.reads, platform.authentication, platform.clock));
    }

    private void coaching(FallbackCoach coach) {
        AdviceService advice = new AdviceService(platform.rows, platform.views, platform.users, platform.clock);
        mount(
                "/api/ai",
                new CoachingRoutes(
                        advice,
                        new AiWindow(limiter, limits, entitlements, platform.clock),
                        platform.rows,
                        platform.reads,
                        platform.posts,
                        platform.authentication,
                        platform.clock),
                new InteractionRoutes(
                        new InteractionService(platform.rows, advice, coach, platform.clock),
                        platform.rows,
                        platform.reads,
                        platform.posts,
                        platform.authentication));
    }

    private void subscriptions() {
        mount("/api/plans", new PlanRoutes(plans));
        mount("/api/config", new ConfigRoutes(limits));
        mount(
                "/api/subscription",
                new SubscriptionRoutes(
                        subscriptions, plans, platform.rows, platform.posts, platform.authentication, platform.clock));
    }

    /** What a request has seen is told before it is counted: its plan's limits hold from the next request on. */
    private Optional<UUID> signedIn(ServerRequest request) {
        Optional<UUID> user = platform.authentication.user(request);
        user.ifPresent(id -> entitlements.seen(id, DataVersions.seen(request.headers())));
        return user;
    }

    /** Returns what counts requests before any route sees them. */
    AdmissionFilter admission() {
        return admission;
    }

    /** Returns how many subjects this member holds permits of, or remembers. */
    long leases() {
        return limiter.leases();
    }

    /** Adds all routes. */
    void routes(HttpRules rules) {
        for (Mount mount : mounts) {
            HttpService[] services = mount.services.toArray(HttpService[]::new);
            if (mount.path.isEmpty()) {
                rules.register(services);
            } else {
                rules.register(mount.path, services);
            }
        }
    }

    /** Adds the operators' routes. */
    void adminRoutes(HttpRules rules) {
        rules.register(new LimitRoutes(limiter, platform.clock));
    }
}
