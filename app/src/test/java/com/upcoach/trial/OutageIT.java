package com.upcoach.trial;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is said of each way in which PostgreSQL, the wire to it or the grid's own memory can be wrong. Three members.
 */
class OutageIT {
    private static final Cluster CLUSTER = Cluster.start(3, Mutant.NONE);
    private static List<Client> people = List.of();

    @BeforeAll
    static void register() {
        people = IntStream.range(0, 6)
                .mapToObj(i -> Client.registeredAtLast(CLUSTER.anyBase()))
                .toList();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    private static HttpResponse<String> create(Client person, int member, String title, String... headers) {
        return person.send(CLUSTER.base(member), "POST", "/api/goals", "{\"title\":\"" + title + "\"}", headers);
    }

    private static long goals(Client person) {
        return CLUSTER.number("SELECT count(*) FROM goals WHERE user_id = '" + person.id() + "'");
    }

    private static List<String> titles(Client person, int member, String version) {
        return json(person.get(CLUSTER.base(member), "/api/goals?limit=100", "Data-Version", version))
                .get("data")
                .findValuesAsText("title");
    }

    @Test
    void anUnknownCommitIsSaidToBeSoAndItsRetryMakesOneRow() {
        for (boolean arrives : List.of(true, false)) {
            for (Client person : people) {
                String key = UUID.randomUUID().toString();
                // What a write looks up first, session and plan, is read now: the COMMIT that is cut is the write's.
                assertThat(create(person, 0, "before " + key).statusCode()).isEqualTo(201);
                long before = goals(person);
                CLUSTER.wire().cutCommits(1, arrives);
                HttpResponse<String> unknown = create(person, 0, key, "Idempotency-Key", key);
                assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(503);
                assertThat(json(unknown).get("code").asText()).isEqualTo("outcome-unknown");
                HttpResponse<String> made = await().atMost(Duration.ofSeconds(5))
                        .until(() -> create(person, 1, key, "Idempotency-Key", key), r -> r.statusCode() == 201);
                assertThat(goals(person)).isEqualTo(before + 1);
                assertThat(titles(person, 2, header(made, "Data-Version"))).containsOnlyOnce(key);
            }
        }
        assertChangeLogsHaveNoGap();
    }

    /** A task is one statement, whose fence makes it safe to send again; it is sent up to three times. */
    @Test
    void aSingleRowWhoseConnectionBreaksIsMadeOnce() {
        for (int cuts = 1; cuts <= 2; cuts++) {
            for (boolean arrives : List.of(true, false)) {
                for (Client person : people) {
                    cutTask(person, cuts, arrives);
                }
            }
        }
        assertChangeLogsHaveNoGap();
    }

    private static void cutTask(Client person, int cuts, boolean arrives) {
        assertThat(task(person).statusCode()).isEqualTo(201);
        long before = tasks(person);
        CLUSTER.wire().cutCommits(cuts, arrives);
        HttpResponse<String> made = task(person);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(tasks(person)).isEqualTo(before + 1);
        String key = UUID.randomUUID().toString();
        CLUSTER.wire().cutCommits(cuts, arrives);
        for (int member = 0; member < 3; member++) {
            assertThat(task(person, member, "Idempotency-Key", key).statusCode())
                    .isEqualTo(201);
        }
        assertThat(tasks(person)).isEqualTo(before + 2);
    }

    /** As when a disk takes more than a second to flush, while PostgreSQL answers others. */
    @Test
    void aCommitThatIsSlowIsWaitedFor() {
        for (Client person : people) {
            assertThat(task(person).statusCode()).isEqualTo(201);
            CLUSTER.wire().holdCommits(1, Duration.ofMillis(1_400));
            HttpResponse<String> goal = create(person, 0, "slow");
            assertThat(goal.statusCode()).as(goal.body()).isEqualTo(201);
            CLUSTER.wire().holdCommits(1, Duration.ofMillis(1_400));
            HttpResponse<String> task = task(person);
            assertThat(task.statusCode()).as(task.body()).isEqualTo(201);
        }
    }

    private static void assertChangeLogsHaveNoGap() {
        assertThat(CLUSTER.number("""
                        SELECT count(*) FROM users u
                        WHERE u.data_version <> (SELECT count(*) FROM change_log l WHERE l.user_id = u.id)
                            OR u.data_version <> (SELECT max(seq) FROM change_log l WHERE l.user_id = u.id)""")).isZero();
    }

    @Test
    void aGridThatFellBehindNeverOverwritesANewerRow() {
        Client person = Client.registeredAtLast(CLUSTER.base(0));
        String path = header(create(person, 0, "mine"), "Location");
        behindTheGridsBack(person);
        HttpResponse<String> lost =
                person.send(CLUSTER.base(1), "PATCH", path, "{\"priority\":1}", "If-Match", "\"1\"");
        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(412);
        HttpResponse<String> edited =
                person.send(CLUSTER.base(2), "PATCH", path, "{\"priority\":1}", "If-Match", "\"2\"");
        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        assertThat(json(edited).get("title").asText()).isEqualTo("another cluster's");
        assertThat(header(edited, "ETag")).isEqualTo("\"3\"");
        assertChangeLogsHaveNoGap();
    }

    @Test
    void aTokenNewerThanTheGridIsAnsweredFromPostgres() {
        Client person = Client.registeredAtLast(CLUSTER.base(0));
        HttpResponse<String> made = create(person, 0, "mine");
        assertThat(titles(person, 1, header(made, "Data-Version"))).containsExactly("mine");
        behindTheGridsBack(person);
        String newer = Long.toString(Long.parseLong(header(made, "Data-Version")) + 1);
        for (int member = 0; member < 3; member++) {
            assertThat(titles(person, member, newer)).containsExactly("another cluster's");
        }
        assertThat(titles(person, 0, "999999999999")).containsExactly("another cluster's");
    }

    /** What an owner leaves behind that dies between its COMMIT and the copy to its backup. */
    @Test
    void aNewWriteIsMadeWhenTheGridFellBehindPostgres() {
        Client person = Client.registeredAtLast(CLUSTER.base(0));
        assertThat(create(person, 0, "mine").statusCode()).isEqualTo(201);
        behindTheGridsBack(person);
        assertThat(create(person, 1, "mine, too").statusCode()).isEqualTo(201);
        assertThat(CLUSTER.number("SELECT data_version FROM users WHERE id = '" + person.id() + "'"))
                .isEqualTo(CLUSTER.number("SELECT count(*) FROM change_log WHERE user_id = '" + person.id() + "'"));
    }

    /** The client brings neither token nor tag: nothing but the death tells that the grid may be behind. */
    @Test
    void whatTheGridHeldBeforeADeathIsComparedWithPostgres() throws InterruptedException {
        Client person = Client.registeredAtLast(CLUSTER.base(0));
        String path = header(create(person, 0, "mine"), "Location");
        assertThat(title(person, 0, path)).isEqualTo("mine");
        behindTheGridsBack(person);
        assertThat(title(person, 0, path)).isEqualTo("mine");
        CLUSTER.kill(CLUSTER.members().getLast());
        await().atMost(Duration.ofSeconds(10)).until(() -> title(person, 0, path), "another cluster's"::equals);
        CLUSTER.add(1);
        assertThat(title(person, 2, path)).isEqualTo("another cluster's");
    }

    private static String title(Client person, int member, String path) {
        return json(person.get(CLUSTER.base(member), path)).path("title").asText();
    }

    /** As the other half of a split cluster would do it, which the grid here does not hear of. */
    private static void behindTheGridsBack(Client person) {
        String of = "'" + person.id() + "'";
        assertThat(CLUSTER.change(
                        "UPDATE goals SET title = 'another cluster''s', version = version + 1 WHERE user_id = " + of))
                .isEqualTo(1);
        assertThat(CLUSTER.change("""
                        INSERT INTO change_log
                            (user_id, seq, write_id, kind, entity_id, operation, version, changed_at)
                        SELECT user_id, (SELECT data_version + 1 FROM users WHERE id = user_id), gen_random_uuid(), 'goal',
                               id, 'update', version, now()
                        FROM goals WHERE user_id =""" + " " + of)).isEqualTo(1);
        assertThat(CLUSTER.change("UPDATE users SET data_version = data_version + 1 WHERE id = " + of))
                .isEqualTo(1);
    }

    @Test
    void aSecondRequestMeetsTheFirstOnAnyMemberWhileItRuns() throws Exception {
        Client person = Client.registeredAtLast(CLUSTER.base(0));
        String key = UUID.randomUUID().toString();
        CLUSTER.wire().blackHole();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The claim is looked up in PostgreSQL, too: here the first request waits for that.
            Future<HttpResponse<String>> first =
                    threads.submit(() -> create(person, 0, "once", "Idempotency-Key", key));
            HttpResponse<String> second = create(person, 1, "once", "Idempotency-Key", key);
            assertThat(second.statusCode()).isIn(409, 503);
            assertThat(header(second, "Retry-After")).isEqualTo("1");
            assertThat(first.get().statusCode()).isEqualTo(503);
        } finally {
            CLUSTER.wire().heal();
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> create(person, 2, "once", "Idempotency-Key", key).statusCode() == 201);
        assertThat(goals(person)).isEqualTo(1);
    }

    /**
     * Lists that nobody has asked for yet, of people whom the asked member knows: a third of them the frozen one owns.
     */
    @Test
    void aFrozenMemberHoldsUpNoListForLong() {
        people.forEach(person -> person.get(CLUSTER.base(0), "/api/goals"));
        MemberProcess frozen = CLUSTER.freeze(CLUSTER.members().getLast());
        try {
            Crowd crowd = Crowd.of(
                    60,
                    i -> people.get(i % people.size())
                            .get(CLUSTER.base(0), "/api/goals?limit=" + (i / people.size() + 31)));
            assertThat(crowd.of(200)).as(crowd.toString()).isEqualTo(60);
        } finally {
            CLUSTER.thaw(frozen);
        }
        await().atMost(Duration.ofSeconds(20)).until(frozen::ready);
    }

    /** Its owner may go on when it comes back, and make it: so nobody is told that nothing was changed when it was. */
    @Test
    void whoIsToldThatNothingWasChangedByAFrozenOwnerIsToldTheTruth() {
        List<Client> many = IntStream.range(0, 20)
                .mapToObj(i -> Client.registeredAtLast(CLUSTER.anyBase()))
                .toList();
        many.forEach(person -> assertThat(task(person).statusCode()).isEqualTo(201));
        MemberProcess frozen = CLUSTER.freeze(CLUSTER.members().getLast());
        Map<Client, String> refused = new ConcurrentHashMap<>();
        Crowd crowd;
        try {
            crowd = Crowd.of(many.size(), i -> {
                HttpResponse<String> answer = task(many.get(i));
                if (answer.statusCode() == 503) {
                    refused.put(many.get(i), json(answer).get("code").asText());
                }
                return answer;
            });
        } finally {
            CLUSTER.thaw(frozen);
        }
        await().atMost(Duration.ofSeconds(20)).until(frozen::ready);
        assertThat(crowd.of(201, 503)).as("answered in time: " + crowd).isEqualTo(many.size());
        assertThat(refused).as("people of the frozen member").isNotEmpty();
        for (Client person : many) {
            String code = refused.getOrDefault(person, "made");
            if (!code.equals("outcome-unknown")) {
                assertThat(tasks(person)).as(code).isEqualTo(code.equals("made") ? 2 : 1);
            }
        }
    }

    private static HttpResponse<String> task(Client person) {
        return task(person, 0);
    }

    private static HttpResponse<String> task(Client person, int member, String... headers) {
        return person.send(CLUSTER.base(member), "POST", "/api/tasks", "{\"title\":\"Shoes\"}", headers);
    }

    private static long tasks(Client person) {
        return CLUSTER.number("SELECT count(*) FROM tasks WHERE user_id = '" + person.id() + "'");
    }

    @Test
    void frozenPostgresRefusesWritesInTimeAndLeavesCachedReadsAlone() throws Exception {
        outage(() -> CLUSTER.database().freeze(), () -> CLUSTER.database().thaw());
    }

    @Test
    void aBlackHoleRefusesWritesInTimeAndLeavesCachedReadsAlone() throws Exception {
        outage(() -> CLUSTER.wire().blackHole(), () -> CLUSTER.wire().heal());
    }

    @Test
    void killedPostgresRefusesWritesInTimeAndLeavesCachedReadsAlone() throws Exception {
        outage(() -> CLUSTER.database().kill(), () -> CLUSTER.database().start());
    }

    private static void outage(Runnable begin, Runnable end) throws Exception {
        List<Client> readers = people.subList(0, 3);
        readers.forEach(person -> create(person, 0, "cached"));
        for (int member = 0; member < 3; member++) {
            for (Client person : readers) {
                person.get(CLUSTER.base(member), "/api/goals");
            }
        }
        begin.run();
        try {
            for (int i = 0; i < 30; i++) {
                Client person = readers.get(i % 3);
                HttpResponse<String> read = person.get(CLUSTER.base(i % 3), "/api/goals");
                assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
                HttpResponse<String> refused = create(person, i % 3, "refused");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(header(refused, "Retry-After")).isEqualTo("1");
                assertThat(Client.anonymous().get(CLUSTER.base(i % 3), "/ready").statusCode())
                        .isEqualTo(200);
            }
        } finally {
            end.run();
        }
        for (int member = 0; member < 3; member++) {
            int at = member;
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> create(readers.getFirst(), at, "back").statusCode() == 201);
        }
    }

    @Test
    void whatIsColdIsLoadedOnceForAllMembers() throws Exception {
        Client person = Client.registeredAtLast(CLUSTER.base(0));
        String version = header(create(person, 0, "cold"), "Data-Version");
        assertThat(selects("goal-list", person, "/api/goals?limit=37", version, 200))
                .isEqualTo(1);
        assertThat(selects("goal-load", person, "/api/goals/" + UUID.randomUUID(), version, 404))
                .isEqualTo(1);
    }

    /** How many SELECTs all members together made for 500 readers of one thing. */
    private static double selects(String statement, Client person, String path, String version, int status)
            throws Exception {
        double before = made(statement);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String base = CLUSTER.base(i % 3);
                readers.add(
                        () -> person.get(base, path, "Data-Version", version).statusCode());
            }
            for (Future<Integer> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).isEqualTo(status);
            }
        }
        return made(statement) - before;
    }

    private static double made(String statement) {
        return CLUSTER.members().stream()
                .mapToDouble((MemberProcess member) ->
                        member.meter("db_query_duration_seconds_count", "statement=\"" + statement + "\""))
                .sum();
    }
}
