package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.database.Database;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.database.Sql;
import com.upcoach.session.RefreshTokens.Claim;
import com.upcoach.session.SessionStore.Times;
import com.upcoach.user.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The statements of sessions, and what holds when many run at once. */
class SessionStoreIT {
    private static final EmbeddedPostgres SERVER = server();
    private static final Database DATABASE = database();

    private final SessionStore store = new SessionStore(DATABASE);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Times times = new Times(now, now.plus(Duration.ofDays(30)));
    private final User user = user("first");

    private static EmbeddedPostgres server() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Database database() {
        String url = "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/postgres";
        DatabaseStart start = new DatabaseStart(new DatabaseSettings(url, "postgres", "", 8));
        start.prepare(true);
        return start.open((statement, nanos) -> {});
    }

    @AfterAll
    static void stop() throws IOException {
        DATABASE.close();
        SERVER.close();
    }

    private User user(String hash) {
        UUID id = UUID.randomUUID();
        change("""
                INSERT INTO users (id, email, password_hash, display_name, version, created_at, updated_at)
                VALUES (?, ?, ?, 'x', 1, now(), now())""", id, id + "@test.example", hash);
        return new User(id, "", hash, "x", "en", "UTC", LocalTime.MIDNIGHT, "user", 1, now, now);
    }

    private static long change(String text, @Nullable Object... values) {
        return DATABASE.change(new Sql("test", text), values);
    }

    private Claim begun() {
        Claim claim = new Claim(user.id(), UUID.randomUUID(), 0);
        assertThat(store.insert(user, claim.session(), hash("0"), "phone", "192.0.2.0/24", times))
                .isTrue();
        return claim;
    }

    private static byte[] hash(String token) {
        return RefreshTokens.hash(token);
    }

    @Test
    void nothingIsBegunByAFormerPassword() {
        begun();
        change("UPDATE users SET password_hash = 'second' WHERE id = ?", user.id());
        assertThat(store.insert(user, UUID.randomUUID(), hash("0"), "", "", times))
                .isFalse();
        assertThat(store.live(user.id(), now)).hasSize(1);
    }

    /** Whoever changes the password then finds the session, or the session finds the other password. */
    @Test
    void aSignInWaitsForAChangeOfThePasswordThatIsUnderWay() throws Exception {
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> begun = DATABASE.transaction(tx -> {
                tx.change(new Sql("test", "UPDATE users SET password_hash = 'second' WHERE id = ?"), user.id());
                Future<Boolean> waiting =
                        other.submit(() -> store.insert(user, UUID.randomUUID(), hash("0"), "", "", times));
                awaitOneThatWaitsForALock();
                return waiting;
            });
            assertThat(begun.get()).isFalse();
        }
        assertThat(store.live(user.id(), now)).isEmpty();
    }

    private static void awaitOneThatWaitsForALock() {
        Sql waiting = new Sql("test", "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        await().until(() -> DATABASE.queryOne(waiting, c -> c.longInteger("n")).orElseThrow() == 1);
    }

    @Test
    void ofManyRefreshesAtOnceOneSucceeds() throws Exception {
        Claim claim = begun();
        List<Future<Boolean>> tries = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                tries.add(crowd.submit(() -> store.rotate(claim, hash("0"), hash("1"), "", times)));
            }
        }
        assertThat(tries.stream().filter(Future::resultNow)).hasSize(1);
        assertThat(store.rotated(claim, now).orElseThrow().generation()).isEqualTo(1);
        assertThat(store.rotated(claim, now).orElseThrow().hash()).isEqualTo(hash("1"));
    }

    @Test
    void onlyTheTokenThatIsGoodIsReplacedAndOnlyWhileTheSessionLives() {
        Claim claim = begun();
        assertThat(store.rotate(claim, hash("another"), hash("1"), "", times)).isFalse();
        assertThat(store.rotate(claim.next(), hash("0"), hash("1"), "", times)).isFalse();
        Times tooLate = new Times(times.until(), times.until());
        assertThat(store.rotate(claim, hash("0"), hash("1"), "", tooLate)).isFalse();
        assertThat(store.rotated(claim, times.until())).isEmpty();
        change("UPDATE sessions SET revoked_at = now() WHERE id = ?", claim.session());
        assertThat(store.rotate(claim, hash("0"), hash("1"), "", times)).isFalse();
        assertThat(store.rotated(claim, now)).isEmpty();
        assertThat(store.live(user.id(), now)).isEmpty();
    }

    @Test
    void aRefreshKeepsTheSession() {
        Claim claim = begun();
        Times later = new Times(now.plusSeconds(60), times.until().plusSeconds(60));
        assertThat(store.rotate(claim, hash("0"), hash("1"), "198.51.100.0/24", later))
                .isTrue();
        assertThat(store.live(user.id(), times.until().plusSeconds(59))).containsExactly(claim.session());
        assertThat(store.rotated(claim, now).orElseThrow().at()).isEqualTo(later.now());
    }

    @Test
    void sessionsAreSweptThirtyDaysAfterTheirEnd() {
        List<UUID> kept = new ArrayList<>();
        for (String end :
                List.of("expires_at = now() - interval '29 days'", "revoked_at = now() - interval '29 days'")) {
            kept.add(begun().session());
            change("UPDATE sessions SET " + end + " WHERE id = ?", kept.getLast());
            change("UPDATE sessions SET " + end.replace("29", "31") + " WHERE id = ?", begun().session());
        }
        kept.add(begun().session());
        assertThat(SessionStore.sweep(DATABASE).sweep()).isEqualTo(2);
        Sql left = new Sql("test", "SELECT id FROM sessions WHERE user_id = ?");
        assertThat(DATABASE.query(left, c -> c.uuid("id"), user.id())).containsExactlyInAnyOrderElementsOf(kept);
    }
}
