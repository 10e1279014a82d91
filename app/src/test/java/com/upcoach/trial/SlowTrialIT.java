package com.upcoach.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two thousand connections that a client keeps open by a byte a second: the server shuts them, and others notice
 * nothing.
 */
class SlowTrialIT {
    private static final int SLOW = 2_000;
    private static final int PEOPLE = 4;
    private static final Duration SHUT = Duration.ofSeconds(30);
    private static final long HELD_MIB = 64;
    private static final long RESIDENT_MIB = 512;
    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");

    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder answered = new LongAdder();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private long heldMib;
    private long residentMib;

    @Test
    void slowClientsAreShutAndOthersNoticeNothing() throws InterruptedException {
        try (Cluster cluster = Cluster.start(1, Mutant.NONE);
                SlowClients slow = attacked(cluster)) {
            Report report = new Report("slow clients");
            report.line(SLOW + " slow connections at a time, for " + attack().toSeconds() + " s");
            report.bound("requests of others failed", failed.size(), answered.sum() + failed.size());
            report.spread("until a slow connection was shut", slow.lives(), Duration::toMillis);
            report.line("slow connections never shut: " + slow.open());
            report.line("of what is left of the heap after a collection they held " + heldMib + " MiB");
            report.line("resident memory at the end: " + residentMib + " MiB");
            failed.stream().limit(20).forEach(report::line);
            report.write();
            assertThat(slow.open()).isZero();
            assertThat(slow.lives()).allMatch(life -> life.compareTo(SHUT) < 0);
            assertThat(failed.size()).isLessThanOrEqualTo((int) (answered.sum() / 1_000));
            assertThat(heldMib).isLessThanOrEqualTo(HELD_MIB);
            assertThat(residentMib).isLessThanOrEqualTo(RESIDENT_MIB);
        }
    }

    /** The mutant: no time is ever over. */
    @Test
    @EnabledIfSystemProperty(named = "trial.scale", matches = "\\d+", disabledReason = "minutes: mvn verify -Ptrials")
    void withoutDeadlinesTheyStay() throws InterruptedException {
        try (Cluster cluster = Cluster.start(1, Mutant.NO_DEADLINE);
                SlowClients slow = attacked(cluster)) {
            assertThat(slow.open()).isGreaterThan(SLOW / 2);
        }
    }

    private static Duration attack() {
        return Duration.ofSeconds(10L * Report.scale());
    }

    private SlowClients attacked(Cluster cluster) throws InterruptedException {
        MemberProcess member = cluster.members().getFirst();
        SlowClients slow = new SlowClients(URI.create(member.base()).getPort());
        try {
            try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < PEOPLE; i++) {
                    Client client = Client.registered(member.base());
                    others.execute(() -> use(client, member.base()));
                }
                slow.attack(SLOW);
                slow.goOn(attack());
                over.set(true);
            }
            long beside = leftMib(member);
            residentMib = residentMib(member);
            slow.endure(SHUT);
            // What the others made of rows and views is there as before; only the slow ones are gone.
            heldMib = beside - leftMib(member);
        } finally {
            over.set(true);
        }
        return slow;
    }

    private void use(Client client, String base) {
        while (!over.get()) {
            try {
                expect(client.send(base, "POST", "/api/tasks", "{\"title\":\"a\"}"), 201);
                expect(client.get(base, "/api/tasks?limit=5"), 200);
            } catch (UncheckedIOException e) {
                failed.add(e.toString());
            }
        }
    }

    private void expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() == status) {
            answered.increment();
        } else {
            failed.add(answer.statusCode() + " " + answer.body());
        }
    }

    /** Not what is resident: how much of its heap a JVM has touched says little of what it needs. */
    private static long leftMib(MemberProcess member) {
        jcmd(member, "GC.run");
        long[] used = USED.matcher(jcmd(member, "GC.heap_info"))
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .toArray();
        assertThat(used).as("the generations of a serial heap").hasSize(2);
        return LongStream.of(used).sum() / 1_024;
    }

    private static String jcmd(MemberProcess member, String command) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(member.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long residentMib(MemberProcess member) {
        try {
            return Files.readAllLines(Path.of("/proc/" + member.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
