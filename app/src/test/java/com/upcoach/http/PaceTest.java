package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time goes by when the test says so. */
class PaceTest {
    private final AtomicLong now = new AtomicLong();
    private final Pace pace = new Pace(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Whether time is over at the end of a read that takes so long. */
    private boolean overAfter(Duration time) {
        return pace.read(() -> {
            pass(time);
            return pace.isOver();
        });
    }

    private static Duration nearly(Duration time) {
        return time.minusMillis(1);
    }

    @Test
    void aHeadHasSoMuchTimeInAllHoweverOftenAByteComes() {
        Duration third = Pace.HEAD.dividedBy(3);
        assertThat(overAfter(third)).isFalse();
        assertThat(overAfter(third)).isFalse();
        assertThat(overAfter(nearly(third))).isFalse();
        assertThat(overAfter(third)).isTrue();
    }

    @Test
    void aBodyHasTimeOfItsOwn() {
        assertThat(overAfter(nearly(Pace.HEAD))).isFalse();
        pace.headed();
        assertThat(overAfter(nearly(Pace.BODY))).isFalse();
        assertThat(overAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void theNextRequestHasTimeToBeginAndThenToEnd() {
        pace.headed();
        pace.answered();
        assertThat(overAfter(nearly(Pace.IDLE))).isFalse();
        assertThat(overAfter(nearly(Pace.HEAD))).isFalse();
        assertThat(overAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void anIdleConnectionIsOverAtLast() {
        pace.answered();
        assertThat(overAfter(Pace.IDLE)).isTrue();
    }

    @Test
    void eachWriteHasSoMuchTime() {
        for (int i = 0; i < 3; i++) {
            pace.write(() -> {
                pass(nearly(Pace.ANSWER));
                assertThat(pace.isOver()).isFalse();
            });
        }
        pace.write(() -> {
            pass(Pace.ANSWER);
            assertThat(pace.isOver()).isTrue();
        });
    }

    @Test
    void ourOwnWorkIsNeverOver() {
        pace.headed();
        pass(Duration.ofHours(1));
        assertThat(pace.isOver()).isFalse();
        pace.endIfOver();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void endsTheWaitAndLeavesNoInterruptBehind() throws InterruptedException {
        Exchanger<String> seen = new Exchanger<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            String ended = pace.read(() -> waitForEver(waiting));
            hand(seen, ended + ", then interrupted: " + Thread.interrupted());
        });
        waiting.await();
        pace.endIfOver();
        pass(Pace.HEAD);
        pace.endIfOver();
        assertThat(seen.exchange("")).isEqualTo("ended, then interrupted: false");
    }

    private static String waitForEver(CountDownLatch waiting) {
        try {
            waiting.countDown();
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "ended";
        }
    }

    private static void hand(Exchanger<String> seen, String what) {
        try {
            seen.exchange(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
