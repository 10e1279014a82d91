package com.upcoach.load.people;

import com.upcoach.load.Arguments;
import com.upcoach.session.AccessTokens;
import com.upcoach.session.Passwords;
import com.upcoach.session.RefreshTokens;
import com.upcoach.session.TokenKeys;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * The maker of people: {@code make} makes those of a batch that are not there, signs all of them in and writes
 * {@code people.csv} (for JMeter) and {@code tokens} (access tokens, a line each, for wrk); {@code clean} removes them
 * with all they keep, also what they made since. For a database that members have migrated.
 *
 * <p>Members keep what they have read: a batch that was cleaned must not be made again under members that ran before.
 */
public final class People {
    private static final Set<String> OPTIONS =
            Set.of("url", "user", "keys", "people", "goals", "tasks", "batch", "password", "out");
    private static final int AT_A_TIME = 500;
    private static final String SESSIONS =
            "COPY sessions (user_id, id, refresh_hash, created_at, last_active_at, expires_at) FROM STDIN";

    private final Connection connection;
    private final Batch batch;
    private final Rows rows;

    private People(Connection connection, Batch batch) {
        this.connection = connection;
        this.batch = batch;
        this.rows = new Rows(connection, batch);
    }

    public static void main(String[] args) throws Exception {
        try {
            run(List.of(args));
        } catch (IllegalArgumentException | SQLException e) {
            System.err.println("people: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> args) throws SQLException, IOException {
        if (args.isEmpty() || !Set.of("make", "clean").contains(args.getFirst())) {
            throw new IllegalArgumentException("make or clean, then options: " + OPTIONS);
        }
        Arguments arguments = Arguments.of(args.subList(1, args.size()), OPTIONS);
        Batch batch = new Batch(arguments.optional("batch").orElse("load"));
        try (Connection connection = DriverManager.getConnection(
                arguments.required("url"),
                arguments.optional("user").orElse("upcoach"),
                arguments.optional("password").orElse(""))) {
            People people = new People(connection, batch);
            if (args.getFirst().equals("make")) {
                people.make(arguments);
            } else {
                people.clean();
            }
        }
    }

    private void make(Arguments arguments) throws SQLException, IOException {
        Amount amount = new Amount(
                arguments.number("people", 1_000), arguments.number("goals", 5), arguments.number("tasks", 4));
        TokenKeys keys = TokenKeys.of(arguments.required("keys"));
        Path out = Files.createDirectories(Path.of(arguments.required("out")));
        long begin = System.nanoTime();
        int made = makeRows(amount);
        List<Person> people = signIn(amount, keys);
        write(out, people);
        rows.analyze();
        say("%d people, %d of them new, each with %d goals of %d tasks; %.1f s"
                .formatted(amount.people(), made, amount.goals(), amount.tasks(), (System.nanoTime() - begin) / 1e9));
    }

    private int makeRows(Amount amount) throws SQLException {
        String hash = new Passwords().hash("walk-before-you-run");
        int made = 0;
        connection.setAutoCommit(false);
        for (int from = 1; from <= amount.people(); from += AT_A_TIME) {
            int to = Math.min(amount.people(), from + AT_A_TIME - 1);
            made += rows.make(from, to, amount, hash);
            connection.commit();
            if (to % 2_000 == 0) {
                say("%d of %d made".formatted(to, amount.people()));
            }
        }
        connection.setAutoCommit(true);
        return made;
    }

    private List<Person> signIn(Amount amount, TokenKeys keys) throws SQLException, IOException {
        AccessTokens access = new AccessTokens(keys, Clock.systemUTC());
        RefreshTokens refresh = new RefreshTokens(keys);
        Instant now = Instant.now();
        List<Person> people = IntStream.rangeClosed(1, amount.people())
                .parallel()
                .mapToObj(person -> Person.signedIn(batch, person, amount, access, refresh, now))
                .toList();
        String table = people.stream().map(person -> person.row(now)).collect(Collectors.joining());
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SESSIONS, new StringReader(table));
        return people;
    }

    private static void write(Path out, List<Person> people) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Person.COLUMNS));
        people.forEach(person -> lines.add(person.line()));
        Files.write(out.resolve("people.csv"), lines);
        Files.write(out.resolve("tokens"), people.stream().map(Person::access).toList());
    }

    private void clean() throws SQLException {
        int all = rows.count();
        int gone = 0;
        for (int removed = rows.remove(AT_A_TIME); removed > 0; removed = rows.remove(AT_A_TIME)) {
            gone += removed;
            say("%d of %d removed".formatted(gone, all));
        }
        say("%d people of batch %s removed".formatted(gone, batch.name()));
    }

    private static void say(String what) {
        System.err.println("people: " + what);
    }
}
