package com.upcoach.trial;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three members behind nginx are restarted one after another under load, half of it POSTs without a key: nothing fails.
 */
class RollingTrialIT {
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int PEOPLE = 8;

    /** An access token lasts for fifteen minutes. */
    private static final Duration SIGNED_IN = Duration.ofMinutes(10);

    private final LongAdder answered = new LongAdder();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> stops = new ConcurrentLinkedQueue<>();
    private final Queue<String> made = new ConcurrentLinkedQueue<>();

    /**
     * Services of the grid that a member had left, and that something of ours began again: it takes partitions anew.
     */
    private final Queue<String> begunAgain = new ConcurrentLinkedQueue<>();

    @Test
    void aRollingRestartFailsNothing() throws InterruptedException {
        int rolls = Report.scale();
        roll(rolls, false);
        Report report = new Report("rolling restart");
        report.line(rolls + " rolling restarts of three members behind nginx, " + PEOPLE + " people");
        report.bound("requests failed", failed.size(), answered.sum() + failed.size());
        report.spread("a stop", List.copyOf(stops), Duration::toMillis);
        failed.stream().limit(20).forEach(report::line);
        report.write();
        assertThat(failed).isEmpty();
        assertThat(begunAgain).isEmpty();
        assertThat(answered.sum()).isGreaterThan(1_000);
        if (Report.isLong()) {
            assertThat(stops).allMatch(stop -> stop.compareTo(STOP) < 0);
        }
    }

    /** The mutant: a member that goes without a word. */
    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
    void membersThatAreKilledFailSomething() throws InterruptedException {
        roll(1, true);
        assertThat(failed).isNotEmpty();
    }

    private void roll(int rolls, boolean killed) throws InterruptedException {
        Map<String, String> variables = new HashMap<>(MemberProcess.MANY);
        variables.put("UPCOACH_DRAIN_PATIENCE", "4s");
        AtomicBoolean over = new AtomicBoolean();
        List<Integer> ports = List.of(MemberProcess.freePort(), MemberProcess.freePort(), MemberProcess.freePort());
        try (Cluster cluster = Cluster.steady(variables)) {
            List<MemberProcess> members = new ArrayList<>();
            ports.forEach(port -> members.add(cluster.addOn(port)));
            try (Nginx nginx = Nginx.startOrSkip(ports, "no rolling restart was tried");
                    ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < PEOPLE; i++) {
                    load.execute(() -> use(nginx.base(), over));
                }
                try {
                    for (int i = 0; i < 3 * rolls; i++) {
                        MemberProcess member = members.get(i % 3);
                        long start = System.nanoTime();
                        if (killed) {
                            cluster.kill(member);
                        } else {
                            cluster.stop(member);
                            stops.add(Duration.ofNanos(System.nanoTime() - start));
                            member.log()
                                    .lines()
                                    .filter(line -> line.contains("Restarting Service"))
                                    .forEach(begunAgain::add);
                        }
                        members.set(i % 3, cluster.addOn(ports.get(i % 3)));
                    }
                } finally {
                    over.set(true);
                }
            }
            assertThat(cluster.number("SELECT count(*) FROM tasks")).isGreaterThanOrEqualTo(made.size());
        }
    }

    private void use(String base, AtomicBoolean over) {
        while (!over.get()) {
            long signedIn = System.nanoTime();
            Optional<Client> client = sent(() -> Client.register(base), 201).map(Client::signedIn);
            while (client.isPresent() && !over.get() && System.nanoTime() - signedIn < SIGNED_IN.toNanos()) {
                useOnce(base, client.get());
            }
        }
    }

    private void useOnce(String base, Client client) {
        if (sent(() -> client.send(base, "POST", "/api/tasks", "{\"title\":\"a\"}"), 201)
                .map(answer -> made.add(json(answer).get("id").asText()))
                .isPresent()) {
            sent(() -> client.get(base, "/api/tasks?limit=5"), 200);
        }
    }

    /** A request. */
    private interface Request {
        HttpResponse<String> send();
    }

    private Optional<HttpResponse<String>> sent(Request request, int expected) {
        try {
            HttpResponse<String> answer = request.send();
            if (answer.statusCode() == expected) {
                answered.increment();
                return Optional.of(answer);
            }
            failed.add(answer.statusCode() + " " + answer.body());
        } catch (UncheckedIOException e) {
            failed.add(e.toString());
        }
        return Optional.empty();
    }
}
