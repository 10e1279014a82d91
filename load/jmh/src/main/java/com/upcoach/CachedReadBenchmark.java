package com.upcoach;

import com.upcoach.admission.Admission;
import com.upcoach.admission.LimiterMeters;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Subject;
import com.upcoach.admission.lease.GridLedger;
import com.upcoach.admission.lease.Limiter;
import com.upcoach.database.Sql;
import com.upcoach.grid.view.View;
import com.upcoach.gridconfig.MapNames;
import com.upcoach.http.LoadShedding;
import com.upcoach.log.Logs;
import com.upcoach.micro.MicroBenchmark;
import com.upcoach.session.AccessTokens;
import com.upcoach.session.Caller;
import com.upcoach.subscription.PlanEntitlements;
import com.upcoach.subscription.Plans;
import com.upcoach.subscription.SubscriptionService;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The pieces of a cached {@code GET /api/goals?limit=20}, and all of them together, without HTTP: in a member as it
 * runs, by the environment that {@code load/micro} sets (a migrated PostgreSQL with up to 200 people who are signed
 * in), one person after another.
 */
public class CachedReadBenchmark extends MicroBenchmark {
    private static final Sql SESSIONS =
            new Sql("micro-sessions", "SELECT user_id, id FROM sessions ORDER BY id LIMIT 200");

    /** Held here: the JDK forgets a level with its logger. */
    private static final Logger GRID_LOG = Logger.getLogger("coherence");

    private final Lifetime lifetime = new Lifetime();
    private final Platform platform;
    private final PlanEntitlements plans;
    private final Limiter limiter;
    private final List<Person> people;
    private int turn;

    private record Session(UUID user, UUID id) {}

    private record Person(UUID id, UUID session, String authorization, Subject household) {
        static Person signedIn(Session session, AccessTokens tokens) {
            UUID id = session.user;
            Subject household = new Subject(Policy.API, Subject.Kind.ADDRESS, id.toString());
            return new Person(id, session.id, "Bearer " + tokens.issue(id, session.id), household);
        }
    }

    public CachedReadBenchmark() {
        Logs.configure(Logs.Format.TEXT);
        GRID_LOG.setLevel(Level.WARNING);
        Settings settings = Settings.of(variable -> Optional.ofNullable(System.getenv(variable)));
        platform = new Platform(settings, lifetime, new LoadShedding(System::nanoTime));
        plans = PlanEntitlements.of(
                platform.rows,
                new SubscriptionService(platform.rows, platform.clock),
                new Plans(settings.limits()),
                platform.clock);
        limiter = lifetime.closing(GridLedger.limiter(
                platform.grid.map(MapNames.LIMIT_COUNTERS),
                platform.grid.peers(),
                platform.quorum,
                settings.limits(),
                plans,
                new LimiterMeters()));
        people =
                platform
                        .database
                        .query(SESSIONS, columns -> new Session(columns.uuid("user_id"), columns.uuid("id")))
                        .stream()
                        .map(session -> Person.signedIn(session, platform.tokens))
                        .toList();
    }

    /** Brings all that is read into this member's memory. */
    @Setup
    public void visit(Blackhole blackhole) {
        people.forEach(person -> blackhole.consume(read(person, blackhole)));
    }

    @TearDown
    public void close() {
        lifetime.close();
    }

    private Person next() {
        turn = turn + 1 < people.size() ? turn + 1 : 0;
        return people.get(turn);
    }

    /** Taken from its header, as for a request: the string is new and its hash not known. */
    private Caller holder(Person person) {
        return platform.tokens.verify(
                person.authorization.substring("Bearer ".length()).strip());
    }

    private Optional<Admission> admit(UUID user) {
        return limiter.admit(Subject.user(Policy.API, user), 1);
    }

    private View view(UUID user) {
        return platform.views.get(user, "goals", "limit=20", platform.rows.versions(user, 0));
    }

    /** Who holds a token that was seen before. */
    @Benchmark
    public Caller token() {
        return holder(next());
    }

    /** Whether a session lives: remembered for a quarter of a second, then from the near cache. */
    @Benchmark
    public boolean session() {
        Person person = next();
        return platform.live.lives(person.id, person.session);
    }

    /** What a person's plan grants. */
    @Benchmark
    public Optional<Integer> plan() {
        return plans.permits(Subject.user(Policy.API, next().id));
    }

    /** Counting a request by permits that this member holds, the plan looked up. */
    @Benchmark
    public Optional<Admission> leased() {
        return admit(next().id);
    }

    /**
     * Counting a request at its counter's owner, this member, as for an address: what a block of permits costs, too.
     */
    @Benchmark
    public Optional<Admission> asked() {
        return limiter.admit(next().household, 1);
    }

    /** The data version of a person's rows, from the near cache. */
    @Benchmark
    public long dataVersion() {
        return platform.rows.dataVersion(next().id, 0);
    }

    /** The data version, and the list of 20 goals by it from the near cache. */
    @Benchmark
    public View versionAndView() {
        return view(next().id);
    }

    /** All of it, as often as a request has it: whose request it is once to count it and once to answer it. */
    @Benchmark
    public View everything(Blackhole blackhole) {
        return read(next(), blackhole);
    }

    private View read(Person person, Blackhole blackhole) {
        Caller counted = holder(person);
        blackhole.consume(platform.live.lives(counted.user(), counted.session()));
        blackhole.consume(admit(counted.user()));
        Caller answered = holder(person);
        blackhole.consume(platform.live.lives(answered.user(), answered.session()));
        return view(answered.user());
    }
}
