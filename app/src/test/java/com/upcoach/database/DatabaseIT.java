package com.upcoach.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.database.DatabaseFailure.Kind;
import com.upcoach.grid.idempotency.IdempotencySweep;
import com.upcoach.user.EmailAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every call of DbClient 4.1.7 that we rely on, over Helidon 4.5.0, the driver and PostgreSQL: goes red when that
 * subset of two versions that were never meant for each other changes.
 */
class DatabaseIT {
    private static final EmbeddedPostgres SERVER = server();
    private static final Set<String> METERED = ConcurrentHashMap.newKeySet();
    private static final Database DATABASE = database();

    private static EmbeddedPostgres server() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Database database() {
        String url = "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/postgres";
        DatabaseStart start = new DatabaseStart(new DatabaseSettings(url, "postgres", "", 4));
        start.prepare(true);
        return start.open((statement, nanos) -> METERED.add(statement));
    }

    @BeforeAll
    static void table() {
        DATABASE.change(sql("""
                CREATE TABLE sample (id uuid PRIMARY KEY, t text, i integer, b bigint, s smallint, n numeric, yes boolean,
                    d date, h time, at timestamptz, bytes bytea, tags text[], parent uuid REFERENCES sample (id))"""));
    }

    @AfterAll
    static void stop() throws IOException {
        DATABASE.close();
        SERVER.close();
    }

    /**
     * Accounts are found by lower(email); what limits them goes by EmailAddress.key, so no two keys may be one account.
     */
    @Test
    void postgresTakesNoTwoKeysForOneAddress() {
        int[] letters = IntStream.range(1, Character.MAX_CODE_POINT)
                .filter(Character::isLetter)
                .toArray();
        String spelled = IntStream.of(letters).mapToObj(Character::toString).collect(Collectors.joining("\n"));
        String[] lowered = DATABASE.queryOne(sql("SELECT lower(?) AS lowered"), c -> c.string("lowered"), spelled)
                .orElseThrow()
                .split("\n");
        assertThat(lowered).hasSameSizeAs(letters);
        for (int i = 0; i < letters.length; i++) {
            String key = new EmailAddress(Character.toString(letters[i])).key();
            assertThat(new EmailAddress(lowered[i]).key()).isEqualTo(key);
        }
    }

    private static Sql sql(String text) {
        return new Sql("sample", text);
    }

    private static final Sql INSERT = sql("""
            INSERT INTO sample (id, t, i, b, n, d, h, at, bytes, tags, parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");

    @Test
    void everyTypeGoesInAndComesBack() {
        UUID id = UUID.randomUUID();
        Instant at = Instant.parse("2026-11-24T12:34:56.789Z");
        List<String> tags = List.of("a", "with \"quotes\", comma", "back\\slash", "NULL");
        long rows = DATABASE.change(
                INSERT,
                id,
                "täxt 🏃",
                7,
                1L << 40,
                new BigDecimal("-3.500000"),
                LocalDate.of(2027, 2, 28),
                LocalTime.of(4, 30, 15),
                at,
                new byte[] {0, -1, 127},
                tags,
                null);
        assertThat(rows).isEqualTo(1);
        Boolean same = DATABASE.queryOne(
                        sql("SELECT * FROM sample WHERE id = ?"),
                        c -> {
                            assertThat(c.uuid("id")).isEqualTo(id);
                            assertThat(c.string("t")).isEqualTo("täxt 🏃");
                            assertThat(c.integer("i")).isEqualTo(7);
                            assertThat(c.optionalInteger("i")).isEqualTo(7);
                            assertThat(c.longInteger("b")).isEqualTo(1L << 40);
                            assertThat(c.optionalDecimal("n")).isEqualByComparingTo("-3.5");
                            assertThat(c.optionalDate("d")).isEqualTo("2027-02-28");
                            assertThat(c.time("h")).isEqualTo("04:30:15");
                            assertThat(c.optionalTime("h")).isEqualTo("04:30:15");
                            assertThat(c.instant("at")).isEqualTo(at);
                            assertThat(c.optionalInstant("at")).isEqualTo(at);
                            assertThat(c.bytes("bytes")).containsExactly(0, -1, 127);
                            assertThat(c.strings("tags")).isEqualTo(tags);
                            return true;
                        },
                        id)
                .orElseThrow();
        assertThat(same).isTrue();
        assertThat(METERED).contains("sample");
    }

    @Test
    void whatIsNullComesBackAsNull() {
        UUID id = UUID.randomUUID();
        DATABASE.change(INSERT, id, null, null, null, null, null, null, null, null, List.of(), null);
        assertThat(DATABASE.queryOne(
                        sql("SELECT * FROM sample WHERE id = ?"),
                        c -> {
                            assertThat(c.optionalString("t")).isNull();
                            assertThat(c.optionalInteger("i")).isNull();
                            assertThat(c.optionalDecimal("n")).isNull();
                            assertThat(c.optionalDate("d")).isNull();
                            assertThat(c.optionalTime("h")).isNull();
                            assertThat(c.optionalInstant("at")).isNull();
                            assertThat(c.optionalUuid("parent")).isNull();
                            return c.strings("tags");
                        },
                        id))
                .hasValue(List.of());
    }

    @Test
    void aTransactionIsAllOrNothing() {
        UUID first = UUID.randomUUID();
        assertThatThrownBy(() -> DATABASE.transaction(tx -> {
                    insert(tx, first, null);
                    return insert(tx, first, null);
                }))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.DUPLICATE));
        assertThat(count(first)).isZero();
        assertThat(DATABASE.<Long>transaction(tx -> insert(tx, first, null) + insert(tx, UUID.randomUUID(), first)))
                .isEqualTo(2);
        assertThat(count(first)).isEqualTo(1);
    }

    @Test
    void failuresAreToldApart() {
        assertThat(kind(() -> DATABASE.transaction(tx -> insert(tx, UUID.randomUUID(), UUID.randomUUID()))))
                .isEqualTo(Kind.DANGLING);
        assertThat(kind(() -> DATABASE.change(sql("SELECT nonsense")))).isEqualTo(Kind.BROKEN);
        assertThat(kind(() -> DATABASE.query(sql("SELECT pg_sleep(2)"), c -> c)))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aConnectionThatTheServerEndsIsReplacedUnseen() {
        for (int i = 0; i < 20; i++) {
            DATABASE.query(
                    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                            + " AND application_name = 'upcoach'"),
                    c -> true);
            assertThat(DATABASE.queryOne(sql("SELECT 1 AS one"), c -> c.integer("one")))
                    .hasValue(1);
        }
    }

    @Test
    void keptAnswersGoWhenNoRetryMayAskForThem() {
        UUID user = UUID.randomUUID();
        DATABASE.change(sql("""
                INSERT INTO users (id, email, password_hash, display_name, version, created_at, updated_at)
                VALUES (?, ?, '', 'x', 1, now(), now())"""), user, user + "@test.example");
        DATABASE.change(sql("""
                INSERT INTO idempotency_keys (user_id, key, fingerprint, status, body, created_at)
                SELECT CAST(? AS uuid), n, decode(repeat('00', 32), 'hex'), 201, '', now() - n * interval '1 minute'
                FROM generate_series(1, 4000) n"""), user);
        assertThat(IdempotencySweep.of(DATABASE).sweep()).isBetween(2_499L, 2_501L);
        assertThat(DATABASE.queryOne(sql("SELECT count(*) AS n FROM idempotency_keys"), c -> c.longInteger("n"))
                        .orElseThrow())
                .isBetween(1_499L, 1_501L);
    }

    private static long insert(Transaction tx, UUID id, @Nullable UUID parent) {
        return tx.change(INSERT, id, "x", null, null, null, null, null, null, null, List.of(), parent);
    }

    private static long count(UUID id) {
        return DATABASE.queryOne(sql("SELECT count(*) AS n FROM sample WHERE id = ?"), c -> c.longInteger("n"), id)
                .orElseThrow();
    }

    private static Kind kind(Runnable work) {
        try {
            work.run();
        } catch (DatabaseFailure e) {
            return e.kind();
        }
        throw new AssertionError("nothing failed");
    }
}
