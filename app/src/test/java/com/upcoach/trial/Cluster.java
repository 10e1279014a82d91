package com.upcoach.trial;

import com.upcoach.MemberProcess;
import com.upcoach.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * A database, the wire to it, and members in their own JVMs. Members may be changed by one thread while others ask for
 * them.
 */
final class Cluster implements AutoCloseable {
    private final String name = "trial-" + UUID.randomUUID();
    private final Mutant mutant;
    private final Map<String, String> limits;
    private final Path logs = Scratch.logs("trial");
    private final Path disk;
    private final DatabaseProcess database;
    private final Wire wire;
    private IntSupplier way;
    private final List<MemberProcess> members = new CopyOnWriteArrayList<>();
    private int started;

    private Cluster(Mutant mutant, Path disk, Map<String, String> limits) {
        this.mutant = mutant;
        this.limits = limits;
        this.disk = disk;
        try {
            this.database = new DatabaseProcess(Files.createDirectories(disk.resolve("home")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.wire = new Wire(database::port);
        this.way = wire::port;
    }

    /** Starts a cluster; the first member alone, as it migrates the database. */
    static Cluster start(int size, Mutant mutant) {
        return empty(mutant).grown(size);
    }

    /** Starts a database and nothing else. */
    static Cluster empty(Mutant mutant) {
        return empty(mutant, MemberProcess.MANY);
    }

    /** Starts a cluster whose members have limits of their own. */
    static Cluster limited(int size, Mutant mutant, Map<String, String> limits) {
        return empty(mutant, limits).grown(size);
    }

    /** Starts a database, for members with limits and settings of their own. */
    static Cluster empty(Mutant mutant, Map<String, String> limits) {
        return new Cluster(mutant, Scratch.directory("trial-database"), limits);
    }

    /**
     * Starts a database whose commits wait for no disk, and that has no wire of this JVM's before it: for trials in
     * which no write may fail. A disk that stalls for more than a second makes a write 503, as promised; it is not
     * their subject.
     */
    static Cluster steady(Map<String, String> variables) {
        Cluster cluster = empty(Mutant.NONE, variables);
        cluster.way = cluster.database::port;
        cluster.change("ALTER ROLE upcoach SET synchronous_commit = off");
        return cluster;
    }

    /** Starts a cluster whose database lies in a directory, which is deleted with it. */
    static Cluster on(Path disk, int size) {
        return new Cluster(Mutant.NONE, disk, MemberProcess.MANY).grown(size);
    }

    /** The first member alone, as it migrates the database. What has started ends when another does not. */
    private Cluster grown(int size) {
        try {
            add(1);
            add(size - 1);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts members side by side and returns when all are ready. */
    List<MemberProcess> add(int count) {
        List<MemberProcess> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(launch());
        }
        try {
            added.forEach(MemberProcess::awaitReady);
        } catch (RuntimeException e) {
            end(added);
            throw e;
        }
        members.addAll(added);
        return added;
    }

    /** Starts one member that listens on a port, and waits for it. */
    MemberProcess addOn(int port) {
        Map<String, String> variables = new HashMap<>(limits);
        variables.put("UPCOACH_HTTP_PORT", Integer.toString(port));
        MemberProcess added = launch(variables);
        members.add(added);
        return added.awaitReady();
    }

    /** Starts one member without waiting for it. */
    MemberProcess launch() {
        return launch(limits);
    }

    private MemberProcess launch(Map<String, String> variables) {
        // Simple statements, so that the wire can tell a COMMIT by its text.
        String url = "jdbc:postgresql://127.0.0.1:" + way.getAsInt() + "/upcoach?prepareThreshold=0";
        return MemberProcess.start("member-" + ++started, name, url, "upcoach", logs, mutant.options(logs), variables);
    }

    List<MemberProcess> members() {
        return List.copyOf(members);
    }

    String base(int member) {
        return members.get(member).base();
    }

    /** The address of some living member; one that nobody listens on when there is none. */
    String anyBase() {
        List<MemberProcess> living = members();
        if (living.isEmpty()) {
            return "http://127.0.0.1:1";
        }
        return living.get(ThreadLocalRandom.current().nextInt(living.size())).base();
    }

    /** SIGKILL to a member. */
    void kill(MemberProcess member) throws InterruptedException {
        members.remove(member);
        member.kill();
    }

    /** SIGTERM to a member. */
    void stop(MemberProcess member) throws InterruptedException {
        members.remove(member);
        member.stop();
    }

    /** SIGSTOP to a member; it is not asked for any more. */
    MemberProcess freeze(MemberProcess member) {
        members.remove(member);
        DatabaseProcess.signal("STOP", ProcessHandle.of(member.pid()).orElseThrow());
        return member;
    }

    /** Undoes {@link #freeze}. */
    void thaw(MemberProcess member) {
        DatabaseProcess.signal("CONT", ProcessHandle.of(member.pid()).orElseThrow());
        members.add(member);
    }

    MemberProcess randomMember() {
        return members.get(ThreadLocalRandom.current().nextInt(members.size()));
    }

    DatabaseProcess database() {
        return database;
    }

    Wire wire() {
        return wire;
    }

    /** Reads all rows of a query, past any fault of the wire. */
    <T> List<T> sql(String query, Function<ResultSet, T> read) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(read.apply(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Reads one number. */
    long number(String query) {
        return sql(query, row -> {
                    try {
                        return row.getLong(1);
                    } catch (SQLException e) {
                        throw new IllegalStateException(query, e);
                    }
                })
                .getFirst();
    }

    /** Changes rows behind the members' back. */
    int change(String statement) {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    @Override
    public void close() {
        wire.heal();
        end(members);
        wire.close();
        database.close();
        Scratch.delete(disk);
    }

    private static void end(List<MemberProcess> members) {
        for (MemberProcess member : members) {
            try {
                member.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
