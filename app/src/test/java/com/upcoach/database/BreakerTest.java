package com.upcoach.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each probe answers when the test says what. */
class BreakerTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    private Breaker breaker = new Breaker(this::probe, () -> {}, () -> {});
    private final ExecutorService people = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        breaker.close();
        answers.add(false);
        people.close();
    }

    private boolean probe() {
        try {
            return answers.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Breaker breaker(Duration moment) {
        breaker = new Breaker(this::probe, () -> {}, () -> {}, moment);
        breaker.trip(DatabaseFailure.unreachable());
        return breaker;
    }

    /** Returns the check of somebody who waits. */
    private Future<?> whoWaits() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Future<?> check = people.submit(() -> {
            thread.set(Thread.currentThread());
            breaker.check();
        });
        await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.TIMED_WAITING);
        return check;
    }

    @Test
    void oneConnectionThatBrokeRefusesNobody() throws Exception {
        breaker = breaker(LONG);
        Future<?> check = whoWaits();
        assertThat(breaker.isClosed()).isFalse();
        answers.add(true);
        check.get();
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void whoWaitsForTheFirstProbeIsRefusedWhenItFindsNothing() {
        breaker = breaker(LONG);
        Future<?> check = whoWaits();
        answers.add(false);
        assertThatThrownBy(check::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(DatabaseFailure.class);
        assertThatThrownBy(breaker::check).isInstanceOf(DatabaseFailure.class);
        answers.add(true);
        await().until(breaker::isClosed);
        assertThatCode(breaker::check).doesNotThrowAnyException();
    }

    @Test
    @Timeout(60)
    void aProbeThatFindsNothingForLongKeepsNobody() {
        breaker = breaker(Duration.ofMillis(1));
        assertThatThrownBy(breaker::check).isInstanceOf(DatabaseFailure.class);
    }
}
