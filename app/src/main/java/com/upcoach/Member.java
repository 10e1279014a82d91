package com.upcoach;

import com.upcoach.Settings.HttpSettings;
import com.upcoach.database.Database;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.database.EmbeddedDatabase;
import com.upcoach.database.StartFailure;
import com.upcoach.goal.GoalListView;
import com.upcoach.goal.GoalRoutes;
import com.upcoach.goal.GoalService;
import com.upcoach.goal.GoalStore;
import com.upcoach.goal.GoalView;
import com.upcoach.grid.GridMember;
import com.upcoach.grid.UserRows;
import com.upcoach.http.ApiServer;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.Routing;
import com.upcoach.observe.Health;
import com.upcoach.observe.OpenApi;
import com.upcoach.observe.StatementMeter;
import com.upcoach.session.AccessTokens;
import com.upcoach.session.AuthRoutes;
import com.upcoach.session.Authentication;
import com.upcoach.session.TokenKeys;
import com.upcoach.user.UserStore;
import com.upcoach.user.Users;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * One member, put together: database, grid, services, web server, in this order; closed in reverse. Start and close are
 * for one thread.
 */
public final class Member implements AutoCloseable {
    private static final List<Class<?>> BEANS =
            List.of(UserStore.class, GoalStore.class, GoalView.class, GoalListView.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final GridMember grid;
    private final AuthRoutes authRoutes;
    private final GoalRoutes goalRoutes;
    private final Health health;

    private Member(Settings settings) {
        Clock clock = Clock.systemUTC();
        DatabaseStart start = new DatabaseStart(databaseSettings(settings));
        Future<?> prepared = inBackground(start::prepare);
        Database database = closing(start.open(new StatementMeter()));
        grid = closing(GridMember.join(settings.grid(), database, BEANS));
        await(prepared);

        UserRows rows = grid.userRows();
        AccessTokens tokens = new AccessTokens(keys(settings), clock);
        Authentication authentication = new Authentication(tokens);
        IdempotentPost posts = new IdempotentPost(grid.idempotency());
        authRoutes = AuthRoutes.create(new Users(rows, database), database, tokens, clock);
        goalRoutes =
                new GoalRoutes(new GoalService(rows, clock), rows, grid.views(settings.cache()), posts, authentication);
        health = new Health(grid::ready, grid::members);
    }

    /** PostgreSQL is waited for and migrated while the grid is joined: neither needs the other yet. */
    private static Future<?> inBackground(Runnable work) {
        FutureTask<?> task = new FutureTask<>(work, true);
        Thread.ofVirtual().name("database-start").start(task);
        return task;
    }

    private void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof StartFailure failure ? failure : new StartFailure("cannot start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting", e);
        }
    }

    /** Starts everything but the web server: what tests serve by their own. */
    static Member start(Settings settings) {
        return new Member(settings);
    }

    /** Adds all public routes. */
    void routing(HttpRouting.Builder routing) {
        Routing.shared(routing)
                .register("/api/auth", authRoutes)
                .register("/api/goals", goalRoutes)
                .register(health)
                .register(new OpenApi());
    }

    /** Opens both ports. */
    WebServer serve(HttpSettings settings) {
        ApiServer server = closing(ApiServer.start(
                settings.host(), settings.port(), settings.adminPort(), this::routing, health::adminRouting));
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
