package com.upcoach.trial;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.upcoach.Client;
import com.upcoach.MemberProcess;
import com.upcoach.trial.LinearizabilityChecker.Verdict;
import com.upcoach.trial.Operation.Exchange;
import com.upcoach.trial.Operation.Outcome;
import com.upcoach.trial.Operation.Read;
import com.upcoach.trial.Operation.Write;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * R6: one goal behaves as one register under If-Match, whatever member is asked, while members die or stand still,
 * connections break and the grid is split. The clients share the newest Data-Version that any of them has seen, as the devices of a person do by their
 * server.
 */
class RegisterTrialIT {
    private static final int CLIENTS = 8;
    private static final int CUTS = 15;

    @Test
    void aGoalIsOneRegisterWhileMembersDieAndConnectionsBreak() throws InterruptedException {
        judge(
                "one register",
                "one SIGKILL and all connections to PostgreSQL cut " + CUTS + " times",
                RegisterTrialIT::killAndCut);
    }

    private static void killAndCut(Cluster cluster) throws InterruptedException {
        pause(1_500);
        cluster.kill(cluster.randomMember());
        pause(500);
        for (int cut = 0; cut < CUTS; cut++) {
            pause(150);
            cluster.wire().cut();
        }
        cluster.add(1);
        pause(1_000);
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
    void aGoalIsOneRegisterWhileAMemberIsFrozen() throws InterruptedException {
        judge(
                "one register, frozen",
                "a member stopped, as often for less as for more than the 10 s after which the others give it up",
                RegisterTrialIT::freezeAndThaw);
    }

    private static void freezeAndThaw(Cluster cluster) {
        pause(1_000);
        MemberProcess frozen = cluster.freeze(cluster.randomMember());
        pause(ThreadLocalRandom.current().nextBoolean() ? 2_000 : 14_000);
        cluster.thaw(frozen);
        pause(4_000);
        await().atMost(Duration.ofMinutes(1)).until(frozen::ready);
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
    void aGoalIsOneRegisterInASplitGrid() throws InterruptedException {
        assumeTrue(GridSplit.isPossible(), "dropping packets needs iptables and root");
        judge(
                "one register, split",
                "all packets between the members dropped, as often for less as for more than the 10 s after which they"
                        + " give each other up",
                RegisterTrialIT::splitAndMerge);
    }

    private static void splitAndMerge(Cluster cluster) {
        pause(1_000);
        GridSplit split = GridSplit.of(cluster.members());
        try (split) {
            pause(ThreadLocalRandom.current().nextBoolean() ? 3_000 : 20_000);
        }
        pause(6_000);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> cluster.members().stream().allMatch(MemberProcess::ready));
    }

    /** Records histories under faults, and judges each. */
    private static void judge(String name, String told, Faults faults) throws InterruptedException {
        Report report = new Report(name);
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            int rounds = Report.scale();
            long operations = 0;
            for (int round = 0; round < rounds; round++) {
                History history = new History(cluster);
                history.record(faults);
                operations += history.operations.size();
                assertThat(history.check()).isInstanceOf(Verdict.Linearizable.class);
            }
            report.line(rounds + " goals, each with " + CLIENTS + " clients; " + told);
            report.bound("histories that are not linearizable", 0, rounds);
            report.line(operations + " operations in them");
            report.write();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesWhenVersionsAreNotCompared() throws InterruptedException {
        assertThat(isSeen(Mutant.NO_COMPARE)).isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesWhenTheTokenIsNotHeeded() throws InterruptedException {
        assertThat(isSeen(Mutant.NO_TOKEN)).isTrue();
    }

    /** In one of ten histories: some faults matter for a few milliseconds after a write. */
    private static boolean isSeen(Mutant mutant) throws InterruptedException {
        try (Cluster cluster = Cluster.start(2, mutant)) {
            for (int i = 0; i < 10; i++) {
                History history = new History(cluster);
                history.record(ignored -> pause(4_000));
                if (history.check() instanceof Verdict.Violation) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** What goes wrong meanwhile. */
    private interface Faults {
        void happen(Cluster cluster) throws InterruptedException;
    }

    /** What many clients did to one goal. */
    private static final class History {
        private final Cluster cluster;
        private final Client person;
        private final String path;
        private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
        private final AtomicLong seen = new AtomicLong();
        private final AtomicLong version = new AtomicLong(1);
        private final CountDownLatch stop = new CountDownLatch(1);

        /** What was sent and answered, to be read when a history is not explained. */
        private final Queue<String> trace = new ConcurrentLinkedQueue<>();

        History(Cluster cluster) {
            this.cluster = cluster;
            this.person = Client.registeredAtLast(cluster.anyBase());
            HttpResponse<String> made = person.send(cluster.anyBase(), "POST", "/api/goals", "{\"title\":\"first\"}");
            this.path = header(made, "Location");
            see(made);
        }

        void record(Faults faults) throws InterruptedException {
            List<Thread> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> Thread.ofVirtual().start(this::run))
                    .toList();
            faults.happen(cluster);
            stop.countDown();
            for (Thread client : clients) {
                client.join();
            }
        }

        Verdict check() {
            Verdict verdict = LinearizabilityChecker.check(new Register(1, "first"), List.copyOf(operations));
            if (verdict instanceof Verdict.Violation) {
                Report report = new Report("one register trace");
                trace.forEach(report::keep);
                report.write();
            }
            return verdict;
        }

        private void run() {
            while (stop.getCount() > 0) {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    read();
                } else {
                    write();
                }
            }
        }

        private void read() {
            long invoked = System.nanoTime();
            String token = Long.toString(seen.get());
            try {
                HttpResponse<String> answer = person.get(cluster.anyBase(), path, "Data-Version", token);
                trace(invoked, "GET with " + token, answer);
                if (answer.statusCode() == 200) {
                    JsonNode goal = json(answer);
                    see(answer);
                    add(
                            invoked,
                            new Read(
                                    goal.get("version").asLong(),
                                    goal.get("title").asText()));
                }
            } catch (UncheckedIOException noAnswer) {
                pause(20);
            }
        }

        private void write() {
            long expected = version.get();
            String title = UUID.randomUUID().toString();
            long invoked = System.nanoTime();
            Outcome outcome = Outcome.UNKNOWN;
            try {
                HttpResponse<String> answer = person.send(
                        cluster.anyBase(),
                        "PATCH",
                        path,
                        "{\"title\":\"" + title + "\"}",
                        "If-Match",
                        "\"" + expected + "\"");
                trace(invoked, "PATCH If-Match " + expected + " " + title, answer);
                outcome = switch (answer.statusCode()) {
                    case 200 -> Outcome.WON;
                    case 412 -> Outcome.LOST;
                    default -> Outcome.UNKNOWN;
                };
                see(answer);
            } catch (UncheckedIOException noAnswer) {
                pause(20);
            }
            add(invoked, new Write(expected, title, outcome));
        }

        private void trace(long invoked, String request, HttpResponse<String> answer) {
            trace.add("%d %d %s %s: %d Data-Version %s ETag %s"
                    .formatted(
                            invoked,
                            System.nanoTime(),
                            answer.uri().getPort(),
                            request,
                            answer.statusCode(),
                            header(answer, "Data-Version"),
                            header(answer, "ETag")));
        }

        private void add(long invoked, Exchange exchange) {
            operations.add(new Operation(invoked, exchange.open() ? Operation.NEVER : System.nanoTime(), exchange));
        }

        private void see(HttpResponse<String> answer) {
            String dataVersion = header(answer, "Data-Version");
            if (!dataVersion.isEmpty()) {
                seen.accumulateAndGet(Long.parseLong(dataVersion), Math::max);
            }
            String etag = header(answer, "ETag").replaceAll("\\D", "");
            if (!etag.isEmpty()) {
                version.accumulateAndGet(Long.parseLong(etag), Math::max);
            }
        }
    }
}
