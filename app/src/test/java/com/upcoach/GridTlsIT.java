package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that prove themselves to one another, and what becomes of those that cannot. */
class GridTlsIT {
    private static final String CLUSTER = "grid-tls-it-" + UUID.randomUUID();

    /** A port that is TLS alone cannot be shared with the plain clusters of other tests. */
    private static final int CLUSTER_PORT = MemberProcess.freePort();

    private static final List<MemberProcess> STARTED = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static MemberProcess first;
    private static MemberProcess second;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        authority = TestAuthority.create(folder.resolve("ours"));
        first = member("first", authority.issue("first").toString()).awaitReady();
        second = member("second", authority.issue("second").toString()).awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (MemberProcess member : STARTED) {
            member.stop();
        }
    }

    private static MemberProcess member(String name, String tls) {
        Map<String, String> variables = new HashMap<>(MemberProcess.MANY);
        variables.put("UPCOACH_GRID_TLS", tls);
        MemberProcess member = MemberProcess.start(
                name,
                CLUSTER,
                TestDatabase.url(),
                "postgres",
                folder,
                List.of("-Dcoherence.clusterport=" + CLUSTER_PORT, "-Dcoherence.publisher.delivery.timeout=2000"),
                variables);
        STARTED.add(member);
        return member;
    }

    private static int members(MemberProcess member) {
        return json(Client.anonymous().get(member.adminBase(), "/admin/grid"))
                .get("members")
                .asInt();
    }

    @Test
    void membersOfOneAuthorityAreOneCluster() {
        assertThat(members(first)).isEqualTo(2);
        assertThat(members(second)).isEqualTo(2);
        Client client = Client.registered(first.base());
        for (int i = 0; i < 10; i++) {
            var made = client.send(first.base(), "POST", "/api/goals", "{\"title\":\"x\"}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(client.get(second.base(), header(made, "Location")).body())
                    .isEqualTo(made.body());
        }
    }

    @Test
    void whoIsOfAnotherAuthorityOrShowsNothingDoesNotJoin()
            throws IOException, InterruptedException, GeneralSecurityException {
        TestAuthority theirs = TestAuthority.create(folder.resolve("theirs"));
        MemberProcess foreign = member("foreign", theirs.issue("foreign").toString());
        MemberProcess plain = member("plain", "");
        // It trusts ours; ours do not trust it.
        Path impostors = theirs.issue("impostor");
        Files.copy(folder.resolve("ours/ca.crt"), impostors.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
        MemberProcess impostor = member("impostor", impostors.toString());
        for (MemberProcess outsider : List.of(foreign, plain, impostor)) {
            assertThat(outsider.awaitEnd()).as(outsider.log()).isEqualTo(1);
            assertThat(outsider.log()).contains("upcoach: the grid cannot be joined");
        }
        assertThat(members(first)).isEqualTo(2);
        assertThat(members(second)).isEqualTo(2);
    }
}
