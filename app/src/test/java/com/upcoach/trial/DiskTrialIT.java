package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.upcoach.Client;
import com.upcoach.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * R10: PostgreSQL's disk is full. Writes are refused, cached reads go on, nothing acknowledged is lost, space mends it.
 */
@EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
class DiskTrialIT {
    private static final String SIZE = "size=400m";

    @Test
    void aFullDiskIsRefusedAndNotLost() throws IOException, InterruptedException {
        Path disk = Scratch.directory("trial-disk");
        assumeTrue(run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()) == 0, "a tmpfs needs root");
        try {
            trial(disk);
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isZero();
            Scratch.delete(disk);
        }
    }

    private static void trial(Path disk) throws IOException, InterruptedException {
        Report report = new Report("disk full");
        try (Cluster cluster = Cluster.on(disk.resolve("database"), 2)) {
            Client reader = Client.registeredAtLast(cluster.base(0));
            assertThat(write(reader, cluster.base(0))).isEqualTo(201);
            Writers writers = new Writers(cluster, 4);
            writers.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> writers.acknowledged.size() > 50);
            for (int member = 0; member < 2; member++) {
                reader.get(cluster.base(member), "/api/goals");
            }
            Path ballast = fill(disk);
            await().atMost(Duration.ofSeconds(60)).until(() -> write(reader, cluster.base(0)) == 503);
            List<Long> refusals = new ArrayList<>();
            long reads = 0;
            long failed = 0;
            for (int i = 0; i < 200; i++) {
                String base = cluster.base(i % 2);
                reads++;
                failed += reader.get(base, "/api/goals").statusCode() == 200 ? 0 : 1;
                long start = System.nanoTime();
                assertThat(write(reader, base)).isEqualTo(503);
                refusals.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
            Files.delete(ballast);
            long start = System.nanoTime();
            boolean restarted = cluster.database().startIfDead();
            await().atMost(Duration.ofSeconds(60)).until(() -> write(reader, cluster.base(1)) == 201);
            report.line(
                    "PostgreSQL " + (restarted ? "had ended and was started again" : "had gone on") + "; writes again "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms after there was space");
            writers.finish();
            report.spread("writes refused", refusals, Long::longValue);
            report.bound("cached reads that failed", failed, reads);
            Audit audit = Audit.of(cluster, writers);
            audit.tell(report, writers);
            report.write();
            assertThat(failed).isZero();
            assertThat(audit).matches(Audit::clean, "clean");
        }
    }

    /** Takes all the space there is, to the last block. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    private static int write(Client person, String base) {
        String body = "{\"title\":\"" + UUID.randomUUID() + "\",\"tasks\":[{\"title\":\"a\"},{\"title\":\"b\"}]}";
        return person.send(base, "POST", "/api/goals", body).statusCode();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
