package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.MemberProcess;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** R1, R7, R8: members are killed under load, and everything that was acknowledged is there, once, everywhere. */
class KillTrialIT {
    private static final int PEOPLE = 12;

    @Test
    void whatWasAcknowledgedSurvivesTheDeathOfMembers() throws InterruptedException {
        Report report = new Report("members killed");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            int kills = 2 * Report.scale();
            Audit audit = run(cluster, writers, kills);
            report.line(kills + " SIGKILLs of members under load, " + PEOPLE + " people");
            audit.tell(report, writers);
            report.write();
            assertThat(writers.wrong).isEmpty();
            assertThat(writers.givenUp).isEmpty();
            assertThat(writers.differing).isEmpty();
            assertThat(writers.acknowledged).hasSizeGreaterThan(100);
            assertThat(audit).matches(Audit::clean, "clean");
        }
    }

    @Test
    void theTrialSeesWhenAnswersComeBeforeTheCommit() throws InterruptedException {
        assertThat(caught(Mutant.WRITE_BEHIND).lost()).isNotEmpty();
    }

    @Test
    void theTrialSeesWhenRetriesAreRunAgain() throws InterruptedException {
        assertThat(caught(Mutant.NO_IDEMPOTENCY).duplicated()).isNotEmpty();
    }

    /** All members die, so that what one of them alone knew is gone. */
    private static Audit caught(Mutant mutant) throws InterruptedException {
        try (Cluster cluster = Cluster.start(2, mutant)) {
            Writers writers = new Writers(cluster, 4);
            writers.start();
            await().until(() -> writers.acknowledged.size() > 50);
            for (MemberProcess member : cluster.members()) {
                cluster.kill(member);
            }
            cluster.add(1);
            writers.finish();
            return Audit.of(cluster, writers);
        }
    }

    private static Audit run(Cluster cluster, Writers writers, int kills) throws InterruptedException {
        writers.start();
        for (int i = 0; i < kills; i++) {
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(500, 3_000)));
            cluster.kill(cluster.randomMember());
            cluster.add(1);
        }
        writers.finish();
        return Audit.of(cluster, writers);
    }
}
