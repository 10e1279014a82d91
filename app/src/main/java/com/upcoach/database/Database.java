package com.upcoach.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL as the rest of the server sees it: named statements and transactions over a pool, by Helidon's DbClient.
 * Every method throws {@link DatabaseFailure} and nothing else of the database's. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final int MAX_TRIES = 3;

    private final HikariDataSource pool;
    private final int idle;
    private final Breaker breaker;
    private final DbClient client;
    private final StatementTimer timer;

    Database(HikariDataSource pool, BooleanSupplier probe, ObjLongConsumer<String> meter) {
        this.pool = pool;
        this.idle = pool.getMinimumIdle();
        this.breaker = new Breaker(probe, this::emptyPool, () -> pool.setMinimumIdle(idle));
        this.timer = new StatementTimer(meter);
        this.client = JdbcClientBuilder.create()
                .connectionPool(this::connection)
                .parametersSetter(JdbcParametersConfig.builder()
                        .useStringBinding(false)
                        .useByteArrayBinding(false)
                        .build())
                .build();
    }

    /** Runs a SELECT outside any transaction; tries again on a connection that turns out broken. */
    public <T> List<T> query(Sql sql, Function<Columns, T> read, @Nullable Object... values) {
        return retrying(() -> new Transaction(client.execute(), timer).query(sql, read, values));
    }

    /** Runs a SELECT of at most one row outside any transaction. */
    public <T> Optional<T> queryOne(Sql sql, Function<Columns, T> read, @Nullable Object... values) {
        return retrying(() -> new Transaction(client.execute(), timer).queryOne(sql, read, values));
    }

    /** Runs one INSERT, UPDATE or DELETE in a transaction of its own and returns the number of rows it changed. */
    public long change(Sql sql, @Nullable Object... values) {
        return transaction(tx -> tx.change(sql, values));
    }

    /**
     * Changes one row by a statement that is a transaction of its own, in one round trip. It is run again when its
     * connection breaks, whether PostgreSQL had it or not: so it must change nothing when it is in force already, or
     * when a later try of it changed nothing.
     *
     * @param inForce finds out whether it is; asked only when a try was lost and the next one changed nothing
     * @return whether the row was changed, by this or by a try that was lost
     */
    public boolean changeAtOnce(Sql sql, Predicate<Transaction> inForce, @Nullable Object... values) {
        AtomicBoolean lost = new AtomicBoolean();
        try {
            boolean changed = retrying(() -> changeOnce(lost, sql, values)) == 1;
            return changed || (lost.get() && transaction(inForce::test));
        } catch (DatabaseFailure e) {
            throw lost.get() ? e.ofUnknownOutcome() : e;
        }
    }

    private long changeOnce(AtomicBoolean lost, Sql sql, @Nullable Object... values) {
        try {
            return new Transaction(client.execute(), timer).change(sql, values);
        } catch (DatabaseFailure e) {
            if (e.mayBeInForce()) {
                lost.set(true);
            }
            throw e;
        }
    }

    /**
     * Runs work in one READ COMMITTED transaction: returns after COMMIT, rolls back on any exception. Work may run up
     * to three times when the connection breaks or PostgreSQL asks for it, so it must have no effect but by SQL.
     */
    public <T> T transaction(Function<Transaction, T> work) {
        return retrying(() -> transactionOnce(work));
    }

    private <T> T transactionOnce(Function<Transaction, T> work) {
        DbTransaction tx = client.transaction();
        Transaction transaction = new Transaction(tx, timer);
        T result;
        try {
            result = work.apply(transaction);
        } catch (RuntimeException e) {
            rollBack(tx);
            throw e;
        }
        if (transaction.changes()) {
            timer.timeCommit(() -> commit(tx));
        } else {
            commit(tx);
        }
        return result;
    }

    private static void commit(DbTransaction tx) {
        try {
            tx.commit();
        } catch (RuntimeException e) {
            rollBack(tx);
            throw DatabaseFailure.fromCommit(e);
        }
    }

    private static void rollBack(DbTransaction tx) {
        try {
            tx.rollback();
        } catch (DbClientException | IllegalStateException e) {
            // The connection is broken or was never had; the server rolls back by itself.
        }
    }

    private <T> T retrying(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            breaker.check();
            try {
                return work.get();
            } catch (DatabaseFailure e) {
                if (attempt == MAX_TRIES || !worthAnotherTry(e)) {
                    if (e.connectionLost()) {
                        breaker.trip(e);
                    }
                    throw e;
                }
            }
        }
    }

    /** A pool that tries to stay filled backs off for up to five seconds, and would sleep when PostgreSQL is back. */
    private void emptyPool() {
        pool.setMinimumIdle(0);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** A serialization failure, or a connection of the pool that turned out dead: another one may live. */
    private static boolean worthAnotherTry(DatabaseFailure failure) {
        return switch (failure.kind()) {
            case CONTENDED -> true;
            case UNAVAILABLE -> failure.connectionLost() && !failure.timedOut();
            case COMMIT_UNKNOWN, DUPLICATE, DANGLING, BROKEN -> false;
        };
    }

    /** Returns whether PostgreSQL answers, as far as the last statements told. */
    public boolean answers() {
        return breaker.isClosed();
    }

    /** Returns how the pool stands. */
    public PoolState pool() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return new PoolState(
                state.getActiveConnections(),
                state.getIdleConnections(),
                state.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    /**
     * How a pool stands; numbers of connections but for one.
     *
     * @param active in use
     * @param idle ready for use
     * @param waiting threads that wait for one
     * @param max most there may be
     */
    public record PoolState(int active, int idle, int waiting, int max) {}

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new NoConnection(e);
        }
    }

    @Override
    public void close() {
        breaker.close();
        client.close();
        pool.close();
    }

    /** The pool had no connection to give within its time. */
    private static final class NoConnection extends RuntimeException {
        NoConnection(SQLException cause) {
            super(cause);
        }
    }
}
