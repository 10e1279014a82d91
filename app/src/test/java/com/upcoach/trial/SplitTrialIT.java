package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.upcoach.MemberProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        assumeTrue(run("iptables", "-L", "-n") == 0, "dropping packets needs iptables and root");
        Report report = new Report("grid split");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            Writers writers = new Writers(cluster, PEOPLE);
            writers.start();
            await().until(() -> writers.acknowledged.size() > 50);
            List<List<String>> rules = rules(cluster);
            int before = writers.acknowledged.size();
            try {
                for (List<String> rule : rules) {
                    assertThat(run(with("-A", rule))).isZero();
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SPLIT_SECONDS));
            } finally {
                for (List<String> rule : rules) {
                    assertThat(run(with("-D", rule))).isZero();
                }
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

    /** Everything to or from the ports on which the members talk to one another. */
    private static List<List<String>> rules(Cluster cluster) {
        List<List<String>> rules = new ArrayList<>();
        for (MemberProcess member : cluster.members()) {
            for (String protocol : List.of("tcp", "udp")) {
                for (String side : List.of("--dport", "--sport")) {
                    rules.add(List.of("INPUT", "-i", "lo", "-p", protocol, side, member.gridPort(), "-j", "DROP"));
                }
            }
        }
        return rules;
    }

    private static String[] with(String action, List<String> rule) {
        List<String> command = new ArrayList<>(List.of("iptables", action));
        command.addAll(rule);
        return command.toArray(String[]::new);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notInstalled) {
            return -1;
        }
    }
}
