package com.upcoach;

import com.tangosol.net.PartitionedService;
import com.upcoach.analytics.AnalyticsView;
import com.upcoach.checkin.CheckInListView;
import com.upcoach.checkin.CheckInStore;
import com.upcoach.checkin.CheckInView;
import com.upcoach.checkin.ProgressView;
import com.upcoach.coaching.InteractionListView;
import com.upcoach.coaching.InteractionStore;
import com.upcoach.coaching.InteractionView;
import com.upcoach.coaching.UsageView;
import com.upcoach.coaching.advice.AdviceView;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.database.EmbeddedDatabase;
import com.upcoach.entity.EntityReads;
import com.upcoach.goal.GoalListView;
import com.upcoach.goal.GoalStore;
import com.upcoach.goal.GoalView;
import com.upcoach.grid.GridMember;
import com.upcoach.grid.cache.Cache;
import com.upcoach.grid.idempotency.Idempotency;
import com.upcoach.grid.idempotency.IdempotencyStore;
import com.upcoach.grid.idempotency.IdempotencySweep;
import com.upcoach.grid.peer.Quorum;
import com.upcoach.grid.row.UserRowStore;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.LoadGate;
import com.upcoach.grid.view.ViewStore;
import com.upcoach.grid.view.Views;
import com.upcoach.gridconfig.MapNames;
import com.upcoach.http.IdempotentPost;
import com.upcoach.me.MeView;
import com.upcoach.observe.CacheMeter;
import com.upcoach.observe.StatementMeter;
import com.upcoach.session.AccessTokens;
import com.upcoach.session.Authentication;
import com.upcoach.session.Passwords;
import com.upcoach.session.Sessions;
import com.upcoach.session.TokenKeys;
import com.upcoach.session.live.LiveSessions;
import com.upcoach.session.live.SessionStateStore;
import com.upcoach.subscription.SubscriptionStore;
import com.upcoach.task.GoalTasksView;
import com.upcoach.task.TaskListView;
import com.upcoach.task.TaskStore;
import com.upcoach.task.TaskView;
import com.upcoach.user.UserStore;
import com.upcoach.user.Users;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What all features are made of: database, grid, the rows and views of people, and who calls. */
final class Platform {
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
            UsageView.class,
            MeView.class);

    private static final List<String> METERED_MAPS = List.of(
            MapNames.USER_ROWS, MapNames.VIEWS, MapNames.IDEMPOTENCY, MapNames.CACHE_ENTRIES, MapNames.SESSIONS);

    /** As fine as answers tell instants: what is kept is what was told. */
    final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    final Database database;
    final GridMember grid;
    final TokenKeys keys;
    final AccessTokens tokens;
    final Passwords passwords;
    final Cache cache;
    final Quorum quorum;
    final UserRows rows;
    final Users users;
    final Views views;
    final EntityReads reads;
    final Idempotency idempotency;
    final IdempotentPost posts;
    final LiveSessions live;
    final Authentication authentication;

    /** What needs no grid is made while the grid is joined, which is mostly waiting. */
    Platform(Settings settings, Lifetime lifetime, LoadGate gate) {
        CacheMeter meter = new CacheMeter();
        DatabaseStart start = new DatabaseStart(databaseSettings(settings, lifetime));
        Step<Database> opened = Step.begin("database", () -> start.open(new StatementMeter()));
        lifetime.closing(() -> opened.get().close());
        Step<Boolean> schema = Step.begin("schema", () -> start.prepare(settings.migrate()));
        Step<TokenKeys> keysRead = Step.begin("keys", () -> keys(settings));
        Step<AccessTokens> tokensMade = Step.begin("tokens", () -> new AccessTokens(keysRead.get(), clock));
        grid = lifetime.closing(GridMember.join(settings.grid(), opened, meter::load, BEANS));
        schema.get();
        METERED_MAPS.forEach(map -> grid.describeLevels(map, meter::level));
        database = opened.get();
        keys = keysRead.get();
        tokens = tokensMade.get();
        passwords = new Passwords();

        cache = new Cache(
                grid.cache(MapNames.CACHE_ENTRIES),
                grid.map(MapNames.CACHE_GENERATIONS),
                clock,
                meter.failures(MapNames.CACHE_ENTRIES));
        quorum =
                Quorum.of((PartitionedService) grid.map(MapNames.LIMIT_COUNTERS).getService(), grid.peers());
        rows = new UserRows(
                grid.map(MapNames.USER_ROWS), grid.bean(UserRowStore.class)::committedVersion, quorum::losses);
        users = new Users(rows, database);
        views = settings.cache()
                ? Views.cached(grid.cache(MapNames.VIEWS), grid.bean(ViewStore.class), gate, clock)
                : Views.uncached(grid.bean(ViewStore.class), gate, clock);
        reads = new EntityReads(rows, views);
        idempotency = new Idempotency(grid.map(MapNames.IDEMPOTENCY));
        posts = new IdempotentPost(idempotency);
        live = new LiveSessions(grid.map(MapNames.SESSIONS));
        authentication = new Authentication(tokens, live, rows::exists);
        lifetime.closing(IdempotencySweep.of(database).start());
        lifetime.closing(Sessions.sweep(database).start());
    }

    private static DatabaseSettings databaseSettings(Settings settings, Lifetime lifetime) {
        return settings.database().orElseGet(() -> {
            EmbeddedDatabase embedded = lifetime.closing(EmbeddedDatabase.start(Settings.HOME));
            return new DatabaseSettings(embedded.url(), embedded.user(), embedded.password(), settings.poolSize());
        });
    }

    private static TokenKeys keys(Settings settings) {
        Optional<TokenKeys> given = settings.keys();
        return given.orElseGet(() -> TokenKeys.loadOrCreate(Settings.HOME.resolve("jwt-keys.json")));
    }
}
