package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** O3: how long writes wait for their refusal and how many cached reads fail while PostgreSQL is away for a minute. */
@EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
class OutageTrialIT {
    private static final long OUTAGE_SECONDS = 60;

    @Test
    void killed() throws InterruptedException {
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            outage("killed", cluster, cluster.database()::kill, cluster.database()::start);
        }
    }

    @Test
    void frozen() throws InterruptedException {
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            outage("frozen", cluster, cluster.database()::freeze, cluster.database()::thaw);
        }
    }

    @Test
    void blackHoled() throws InterruptedException {
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            outage("black-holed", cluster, cluster.wire()::blackHole, cluster.wire()::heal);
        }
    }

    private static void outage(String kind, Cluster cluster, Runnable begin, Runnable end) throws InterruptedException {
        Report report = new Report("postgres away " + kind);
        List<Client> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(Client.registeredAtLast(cluster.base(0)));
        }
        for (Client person : people) {
            write(person, cluster.base(0));
            for (MemberProcess member : cluster.members()) {
                person.get(member.base(), "/api/goals");
            }
        }
        begin.run();
        List<Long> refusals = new ArrayList<>();
        long reads = 0;
        long failed = 0;
        long wrong = 0;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(OUTAGE_SECONDS);
        for (int i = 0; System.nanoTime() < until; i++) {
            Client person = people.get(i % people.size());
            String base = cluster.base(i % 3);
            for (int read = 0; read < 10; read++) {
                reads++;
                failed += person.get(base, "/api/goals").statusCode() == 200 ? 0 : 1;
            }
            long start = System.nanoTime();
            wrong += write(person, base) == 503 ? 0 : 1;
            refusals.add((System.nanoTime() - start) / 1_000_000);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        end.run();
        long start = System.nanoTime();
        for (MemberProcess member : cluster.members()) {
            while (write(people.getFirst(), member.base()) != 201) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        report.line("away for " + OUTAGE_SECONDS + " s, three members");
        report.bound("cached reads that failed", failed, reads);
        report.spread("writes refused", refusals, Long::longValue);
        report.line("every member writes again " + (System.nanoTime() - start) / 1_000_000 + " ms after its return");
        report.write();
        assertThat(failed * 1_000).isLessThanOrEqualTo(reads);
        assertThat(wrong).isZero();
    }

    private static int write(Client person, String base) {
        try {
            HttpResponse<String> answer = person.send(base, "POST", "/api/goals", "{\"title\":\"x\"}");
            return answer.statusCode();
        } catch (UncheckedIOException noAnswer) {
            return 0;
        }
    }
}
