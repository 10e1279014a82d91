package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One of three members is stopped by SIGSTOP under load, given up by the others, and comes back when they have moved
 * on.
 */
@EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
class FrozenTrialIT {
    private static final int PEOPLE = 12;
    private static final long FROZEN_SECONDS = 30;

    @Test
    void theOthersGoOnAndTheFrozenOneOverwritesNothing() throws InterruptedException {
        Report report = new Report("member frozen");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            List<Client> probes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                probes.add(Client.registeredAtLast(cluster.base(0)));
            }
            writers.start();
            MemberProcess frozen = cluster.freeze(cluster.members().getLast());
            List<Long> failures = probe(cluster, probes);
            cluster.thaw(frozen);
            await().atMost(Duration.ofSeconds(60)).until(frozen::ready);
            writers.finish();
            report.line(
                    "one of three members stopped for " + FROZEN_SECONDS + " s under load of " + PEOPLE + " people");
            report.spread("writes of others that failed, by ms since the stop", failures, Long::longValue);
            Audit audit = Audit.of(cluster, writers);
            audit.tell(report, writers);
            report.write();
            assertThat(writers.wrong).isEmpty();
            assertThat(audit).matches(Audit::clean, "clean");
        }
    }

    /** Returns when, in ms since the beginning, a write at one of the living members failed. */
    private static List<Long> probe(Cluster cluster, List<Client> people) {
        long start = System.nanoTime();
        List<Long> failures = new ArrayList<>();
        for (int i = 0; millis(start) < FROZEN_SECONDS * 1_000; i++) {
            if (!writes(people.get(i % people.size()), cluster.base(i % 2))) {
                failures.add(millis(start));
            }
        }
        return failures;
    }

    private static boolean writes(Client person, String base) {
        try {
            return person.send(
                                    base,
                                    "POST",
                                    "/api/goals",
                                    "{\"title\":\"" + UUID.randomUUID()
                                            + "\",\"status\":\"completed\",\"tasks\":[{\"title\":\"a\"},{\"title\":\"b\"}]}")
                            .statusCode()
                    == 201;
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }

    private static long millis(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
