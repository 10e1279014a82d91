package com.upcoach.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class DeadlockTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Deadlock deadlock = new Deadlock(nanos::get);

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isFoundWithinFiveSecondsAndOverWhenTheThreadsAre() throws Exception {
        later(Duration.ofSeconds(6));
        assertThat(deadlock.getAsBoolean()).isFalse();

        Lock one = new ReentrantLock();
        Lock other = new ReentrantLock();
        CyclicBarrier bothHeld = new CyclicBarrier(2);
        Thread first = waiting(one, other, bothHeld);
        Thread second = waiting(other, one, bothHeld);
        await().until(() -> first.getState() == Thread.State.WAITING && second.getState() == Thread.State.WAITING);
        assertThat(deadlock.getAsBoolean()).as("not looked for again yet").isFalse();
        later(Duration.ofSeconds(6));
        assertThat(deadlock.getAsBoolean()).isTrue();

        first.interrupt();
        first.join();
        second.join();
        later(Duration.ofSeconds(6));
        assertThat(deadlock.getAsBoolean()).isFalse();
    }

    private static Thread waiting(Lock held, Lock wanted, CyclicBarrier bothHeld) {
        return Thread.ofPlatform().daemon().start(() -> {
            held.lock();
            try {
                bothHeld.await();
                wanted.lockInterruptibly();
                wanted.unlock();
            } catch (Exception e) {
                Thread.currentThread().interrupt();
            } finally {
                held.unlock();
            }
        });
    }
}
