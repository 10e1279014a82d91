package com.upcoach.trial;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * R5: who brings the data version reads their own writes on any member; who does not is behind by what is measured
 * here. The mutant that does not look at the token is seen by {@link RegisterTrialIT}: one reader after one writer is
 * too slow to meet the few milliseconds in which the token matters.
 */
class FreshnessTrialIT {
    private static final int PAIRS = 100;

    @Test
    void aWriteAtOneMemberIsReadAtAnyOther() throws InterruptedException {
        Report report = new Report("freshness");
        try (Cluster cluster = Cluster.start(3, Mutant.NONE)) {
            int pairs = PAIRS * Report.scale();
            List<Long> idle = new ArrayList<>();
            long stale = run(cluster, pairs, idle);
            report.spread("idle, staleness without the token", idle, Long::longValue);
            List<Long> busy = new ArrayList<>();
            long staleUnderLoad = underLoad(cluster, () -> run(cluster, pairs, busy));
            report.spread("under load, staleness without the token", busy, Long::longValue);
            report.bound("stale reads with the token", stale + staleUnderLoad, 2L * pairs);
            report.write();
            assertThat(stale + staleUnderLoad).isZero();
        }
    }

    /** Returns how many reads with the token were stale; adds how long reads without it were. */
    private static long run(Cluster cluster, int pairs, List<Long> staleness) {
        Client person = Client.registeredAtLast(cluster.base(0));
        String path = header(person.send(cluster.base(0), "POST", "/api/goals", "{\"title\":\"t0\"}"), "Location");
        long stale = 0;
        for (int i = 1; i <= pairs; i++) {
            String title = "t" + i;
            HttpResponse<String> written = edited(person, cluster.base(i % 3), path, title);
            long acknowledged = System.nanoTime();
            String other = cluster.base((i + 1) % 3);
            if (i % 2 == 0) {
                String read = title(person.get(other, path, "Data-Version", header(written, "Data-Version")));
                stale += read.equals(title) ? 0 : 1;
            } else {
                while (!title(person.get(other, path)).equals(title)) {
                    Thread.onSpinWait();
                }
                staleness.add((System.nanoTime() - acknowledged) / 1_000_000);
            }
        }
        return stale;
    }

    /** An overloaded machine may refuse by 503. */
    private static HttpResponse<String> edited(Client person, String base, String path, String title) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> person.send(base, "PATCH", path, "{\"title\":\"" + title + "\"}"),
                        answer -> answer.statusCode() == 200);
    }

    private static String title(HttpResponse<String> answer) {
        return json(answer).path("title").asText();
    }

    private static long underLoad(Cluster cluster, LongSupplier work) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        Client reader = Client.registeredAtLast(cluster.base(0));
        List<Thread> load = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            load.add(Thread.ofVirtual().start(() -> {
                while (stop.getCount() > 0) {
                    reader.get(cluster.anyBase(), "/api/goals");
                }
            }));
        }
        try {
            return work.getAsLong();
        } finally {
            stop.countDown();
            for (Thread thread : load) {
                thread.join();
            }
        }
    }
}
