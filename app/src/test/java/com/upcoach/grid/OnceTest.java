package com.upcoach.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.upcoach.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ten ask while the first one is about it. */
class OnceTest {
    private static final int OTHERS = 10;

    private final Once<String, Integer> once = new Once<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final List<Thread> waiting = new ArrayList<>();

    @AfterEach
    void end() {
        slow.countDown();
        people.close();
    }

    /** Returns how many have asked, when it may. */
    private int ask() {
        int number = asked.incrementAndGet();
        try {
            slow.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }

    private Future<Integer> first(Callable<Integer> ask) {
        Future<Integer> first = people.submit(ask);
        await().until(() -> asked.get() == 1);
        return first;
    }

    private List<Future<Integer>> others(Callable<Integer> ask) {
        List<Future<Integer>> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            AtomicReference<Thread> thread = new AtomicReference<>();
            others.add(people.submit(() -> {
                thread.set(Thread.currentThread());
                return ask.call();
            }));
            await().until(() -> thread.get() != null);
            waiting.add(thread.get());
        }
        await().until(() -> waiting.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
        return others;
    }

    @Test
    void allTakeWhatOneFinds() throws Exception {
        Future<Integer> first = first(() -> once.get("a", this::ask));
        List<Future<Integer>> others = others(() -> once.get("a", this::ask));
        slow.countDown();
        assertThat(first.get()).isEqualTo(1);
        for (Future<Integer> other : others) {
            assertThat(other.get()).isEqualTo(1);
        }
        assertThat(once.get("a", this::ask)).as("what was found is not kept").isEqualTo(2);
    }

    @Test
    void whoAsksAnewTakesNothingThatWasAskedBefore() throws Exception {
        Future<Integer> first = first(() -> once.anew("a", this::ask));
        List<Future<Integer>> others = others(() -> once.anew("a", this::ask));
        assertThat(asked).hasValue(1);
        slow.countDown();
        assertThat(first.get()).isEqualTo(1);
        for (Future<Integer> other : others) {
            assertThat(other.get()).isGreaterThan(1);
        }
        assertThat(asked).hasValueLessThanOrEqualTo(1 + OTHERS);
    }

    @Test
    void whatFailsFailsForAllAndIsOver() throws Exception {
        Callable<Integer> failing = () -> once.anew("a", () -> {
            ask();
            throw new Failure.Unavailable("told-to", "told to");
        });
        Future<Integer> first = first(failing);
        List<Future<Integer>> others = others(failing);
        slow.countDown();
        others.add(first);
        for (Future<Integer> each : others) {
            assertThatThrownBy(each::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(Failure.Unavailable.class);
        }
        assertThat(asked).as("nobody waits twice for an owner that is silent").hasValue(1);
        assertThat(once.get("a", () -> 7)).isEqualTo(7);
    }

    @Test
    void whoeverAsksForSomethingElseWaitsForNobody() {
        Future<Integer> first = first(() -> once.get("a", this::ask));
        assertThat(once.get("b", () -> 7)).isEqualTo(7);
        assertThat(first).isNotDone();
    }
}
