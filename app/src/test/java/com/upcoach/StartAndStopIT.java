package com.upcoach;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a member begins and ends, also when it must not. */
class StartAndStopIT {
    @TempDir
    private Path scratch;

    private MemberProcess start(String name, String databaseUrl, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(MemberProcess.MANY);
        all.putAll(variables);
        String cluster = "start-" + UUID.randomUUID();
        return MemberProcess.start(name, cluster, databaseUrl, "postgres", scratch, List.of(), all);
    }

    @Test
    void aPortThatIsTakenEndsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            MemberProcess member = start("taken", TestDatabase.url(), Map.of("UPCOACH_HTTP_PORT", port));
            assertThat(member.awaitEnd()).isEqualTo(1);
            assertThat(member.log())
                    .contains("upcoach: UPCOACH_HTTP_PORT " + port)
                    .doesNotContain("serves on port");
        }
    }

    /** It has joined by then, and waits for a schema that nobody makes. */
    @Test
    void aStartThatIsBrokenOffLeavesTheGrid() throws Exception {
        TestDatabase.change("CREATE DATABASE unmigrated");
        String url = TestDatabase.url().replaceAll("/postgres$", "/unmigrated");
        MemberProcess member = start("broken-off", url, Map.of("UPCOACH_MIGRATE", "off"));
        await().until(() -> member.log().contains("migrations; waiting"));
        await().until(() -> member.log().contains("Created a new cluster"));
        member.stop();
        assertThat(member.log())
                .contains("upcoach: interrupted while starting", "left the cluster")
                .doesNotContain("serves on port");
    }

    @Test
    void whatIsAnsweredWhileAMemberGoesIsLogged() throws Exception {
        MemberProcess member = start(
                        "goes",
                        TestDatabase.url(),
                        Map.of("UPCOACH_DRAIN_OPEN", "5s", "UPCOACH_LOG", "json", "UPCOACH_LOG_REQUESTS", "on"))
                .awaitReady();
        Thread stopping = Thread.ofVirtual().start(() -> stop(member));
        await().until(() -> !member.ready());
        String id = "late-" + UUID.randomUUID();
        Client.anonymous().get(member.base(), "/api/plans", "X-Request-Id", id);
        stopping.join();
        assertThat(member.log().lines().filter(line -> line.contains(id))).hasSize(1);
        assertThat(member.log()).contains("left the cluster", "upcoach: stopped after");
    }

    private static void stop(MemberProcess member) {
        try {
            member.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aMemberThatIsDrainedTakesNobodyAndStaysInTheGrid() throws Exception {
        MemberProcess member = start("drained", TestDatabase.url(), Map.of()).awaitReady();
        HttpResponse<String> drained = Client.anonymous().send(member.adminBase(), "POST", "/admin/drain", "");
        assertThat(drained.statusCode()).isEqualTo(202);
        assertThat(json(drained).get("status").asText()).isEqualTo("draining");
        await().until(() -> !member.ready());
        assertThat(json(Client.anonymous().get(member.adminBase(), "/admin/grid"))
                        .get("members")
                        .asInt())
                .isEqualTo(1);
        member.stop();
        assertThat(member.log()).contains("upcoach: stopped after");
    }
}
