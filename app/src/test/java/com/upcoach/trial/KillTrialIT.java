package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.MemberProcess;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** R1, R2, R7, R8, R9: faults under load, and everything that was acknowledged is there, once, everywhere. */
class KillTrialIT {
    private static final int PEOPLE = 12;

    @Test
    void whatWasAcknowledgedSurvivesTheDeathOfMembers() throws InterruptedException {
        int kills = 2 * Report.scale();
        Report report = new Report("members killed");
        report.line(kills + " SIGKILLs of members under load, " + PEOPLE + " people, three members");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            writers.start();
            for (int i = 0; i < kills; i++) {
                breathe(500, 3_000);
                cluster.kill(cluster.randomMember());
                cluster.add(1);
            }
            judge(report, cluster, writers);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesTheDeathOfPostgres() throws InterruptedException {
        int kills = Report.scale();
        Report report = new Report("postgres killed");
        report.line(kills + " SIGKILLs of PostgreSQL under load, " + PEOPLE + " people, two members");
        try (Cluster cluster = Cluster.start(2, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            writers.start();
            for (int i = 0; i < kills; i++) {
                breathe(500, 3_000);
                cluster.database().kill();
                breathe(100, 1_000);
                cluster.database().start();
                int before = writers.acknowledged.size();
                await().atMost(Duration.ofSeconds(10)).until(() -> writers.acknowledged.size() > before + PEOPLE);
            }
            judge(report, cluster, writers);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
    void scalingFromThreeToFiveAndBackLosesNothing() throws InterruptedException {
        Report report = new Report("scaled");
        report.line("3 to 5 to 3 members, one at a time, under load");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            writers.start();
            for (int i = 0; i < 2; i++) {
                cluster.add(1);
                breathe(2_000, 3_000);
            }
            for (int i = 0; i < 2; i++) {
                cluster.stop(cluster.members().getFirst());
                breathe(2_000, 3_000);
            }
            judge(report, cluster, writers);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesWhenAnswersComeBeforeTheCommit() throws InterruptedException {
        assertThat(caught(Mutant.WRITE_BEHIND).lost()).isNotEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "a mutant: mvn verify -Ptrials")
    void theTrialSeesWhenRetriesAreRunAgain() throws InterruptedException {
        assertThat(caught(Mutant.NO_IDEMPOTENCY).duplicated()).isNotEmpty();
    }

    /** All members die at once, so that what they alone knew is gone. */
    private static Audit caught(Mutant mutant) throws InterruptedException {
        try (Cluster cluster = Cluster.start(2, mutant)) {
            Writers writers = new Writers(cluster, 4);
            writers.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledged.size() > 50);
            for (MemberProcess member : cluster.members()) {
                cluster.kill(member);
            }
            cluster.add(1);
            writers.finish();
            return Audit.of(cluster, writers);
        }
    }

    private static void judge(Report report, Cluster cluster, Writers writers) throws InterruptedException {
        writers.finish();
        Audit audit = Audit.of(cluster, writers);
        audit.tell(report, writers);
        report.write();
        assertThat(writers.wrong).isEmpty();
        assertThat(writers.givenUp).isEmpty();
        assertThat(writers.differing).isEmpty();
        assertThat(writers.acknowledged).hasSizeGreaterThan(20);
        assertThat(audit).matches(Audit::clean, "clean");
    }

    private static void breathe(int least, int most) {
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(least, most)));
    }
}
