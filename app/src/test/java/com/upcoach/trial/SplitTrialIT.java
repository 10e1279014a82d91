package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.upcoach.MemberProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A grid in three pieces: packets between the members are dropped, HTTP and PostgreSQL stay. All three serve the same
 * people, and no write of one may undo a write of another.
 */
@EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
class SplitTrialIT {
    private static final int PEOPLE = 12;
    private static final long SPLIT_SECONDS = 40;

    @Test
    void piecesOfASplitGridDoNotHarmEachOther() throws InterruptedException, IOException {
        assumeTrue(GridSplit.isPossible(), "dropping packets needs iptables and root");
        Report report = new Report("grid split");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            writers.start();
            await().until(() -> writers.acknowledged.size() > 50);
            int before = writers.acknowledged.size();
            GridSplit split = GridSplit.of(cluster.members());
            try (split) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SPLIT_SECONDS));
            }
            int during = writers.acknowledged.size() - before;
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> cluster.members().stream().allMatch(MemberProcess::ready));
            writers.finish();
            report.line("all packets between three members dropped for " + SPLIT_SECONDS + " s under load; " + during
                    + " goals acknowledged meanwhile");
            Audit audit = Audit.of(cluster, writers);
            audit.tell(report, writers);
            report.write();
            assertThat(writers.wrong).isEmpty();
            assertThat(writers.differing).isEmpty();
            assertThat(audit).matches(Audit::clean, "clean");
        }
    }
}
