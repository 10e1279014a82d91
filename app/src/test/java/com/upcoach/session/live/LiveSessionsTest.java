package com.upcoach.session.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.tangosol.net.cache.LocalCache;
import com.tangosol.net.cache.WrapperNamedCache;
import com.upcoach.failure.Failure;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveSessionsTest {
    private static final UUID USER = UUID.fromString("7c1f0d2e-1111-4abc-8def-000000000001");
    private static final UUID SESSION = UUID.fromString("f2e1d3c4-2222-4abc-8def-000000000002");
    private static final UUID OTHER = UUID.fromString("f2e1d3c4-2222-4abc-8def-000000000003");
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Grid grid = new Grid();
    private final LiveSessions sessions = new LiveSessions(grid, key -> false, nanos::get);

    /** The map of one member, which can be told to fail. */
    private static final class Grid extends WrapperNamedCache<SessionKey, SessionState> {
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile CountDownLatch slow = new CountDownLatch(0);
        private Reason reason = Reason.UNAVAILABLE;

        @SuppressWarnings("unchecked") // LocalCache has no type arguments
        Grid() {
            super(new LocalCache(), "sessions");
        }

        @Override
        public @Nullable SessionState get(Object key) {
            asked.incrementAndGet();
            answers();
            failWhenTold();
            return super.get(key);
        }

        @Override
        public void putAll(Map<? extends SessionKey, ? extends SessionState> entries) {
            failWhenTold();
            super.putAll(entries);
        }

        private void answers() {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void failWhenTold() {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StoreFailure(reason, "told to");
            }
        }

        void fail(Reason why, int times) {
            reason = why;
            failures.set(times);
        }
    }

    private void begin(UUID session) {
        grid.put(new SessionKey(USER, session), SessionState.LIVE);
    }

    private void endElsewhere() {
        grid.put(new SessionKey(USER, SESSION), new SessionState(NOW));
    }

    private void later(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }

    @Test
    void asksOnceInAQuarterOfASecond() {
        begin(SESSION);
        for (int millis = 0; millis < 1_000; millis += 10) {
            assertThat(sessions.lives(USER, SESSION)).isTrue();
            later(10);
        }
        assertThat(grid.asked).hasValue(4);
    }

    @Test
    void oneAsksForAllWhoWait() throws InterruptedException {
        begin(SESSION);
        grid.slow = new CountDownLatch(1);
        AtomicInteger lived = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    if (sessions.lives(USER, SESSION)) {
                        lived.incrementAndGet();
                    }
                }))
                .toList();
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        grid.slow.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lived).hasValue(8);
        assertThat(grid.asked).hasValue(1);
    }

    @Test
    void hearsOfAnEndingElsewhereWithinAQuarterOfASecond() {
        begin(SESSION);
        assertThat(sessions.lives(USER, SESSION)).isTrue();
        endElsewhere();
        later(249);
        assertThat(sessions.lives(USER, SESSION)).isTrue();
        later(1);
        assertThat(sessions.lives(USER, SESSION)).isFalse();
    }

    @Test
    void whatEndedStaysSoWithoutAsking() {
        begin(SESSION);
        begin(OTHER);
        assertThat(sessions.lives(USER, SESSION)).isTrue();
        sessions.end(USER, List.of(SESSION), NOW);
        int asked = grid.asked.get();
        begin(SESSION);
        later(10_000);
        assertThat(sessions.lives(USER, SESSION)).isFalse();
        assertThat(grid.asked).hasValue(asked);
        assertThat(sessions.lives(USER, OTHER)).isTrue();
    }

    @Test
    void whatNobodyKnowsDoesNotLive() {
        assertThat(sessions.lives(USER, SESSION)).isFalse();
        begin(SESSION);
        assertThat(sessions.lives(OTHER, OTHER)).isFalse();
    }

    @Test
    void aKnownSessionGoesOnWhileNobodyCanTell() {
        begin(SESSION);
        assertThat(sessions.lives(USER, SESSION)).isTrue();
        grid.fail(Reason.UNAVAILABLE, Integer.MAX_VALUE);
        later(1_000);
        int asked = grid.asked.get();
        for (int i = 0; i < 3; i++) {
            assertThat(sessions.lives(USER, SESSION)).isTrue();
        }
        assertThat(grid.asked).hasValue(asked + 1);
        assertThatThrownBy(() -> sessions.lives(USER, OTHER)).isInstanceOf(Failure.Unavailable.class);
        grid.fail(Reason.UNAVAILABLE, 0);
        endElsewhere();
        later(250);
        assertThat(sessions.lives(USER, SESSION)).isFalse();
        grid.fail(Reason.UNAVAILABLE, Integer.MAX_VALUE);
        later(1_000);
        assertThat(sessions.lives(USER, SESSION)).isFalse();
    }

    @Test
    void anEndingOfUnknownOutcomeIsMadeAgainTwice() {
        begin(SESSION);
        grid.fail(Reason.UNKNOWN, 2);
        sessions.end(USER, List.of(SESSION), NOW);
        assertThat(grid.get(new SessionKey(USER, SESSION))).isEqualTo(new SessionState(NOW));
        begin(OTHER);
        grid.fail(Reason.UNKNOWN, 3);
        assertThatThrownBy(() -> sessions.end(USER, List.of(OTHER), NOW)).isInstanceOf(Failure.Unavailable.class);
        assertThat(sessions.lives(USER, OTHER)).isTrue();
    }

    @Test
    void anEndingThatIsRefusedChangesNothing() {
        begin(SESSION);
        grid.fail(Reason.UNAVAILABLE, 1);
        assertThatThrownBy(() -> sessions.end(USER, List.of(SESSION), NOW)).isInstanceOf(Failure.Unavailable.class);
        assertThat(sessions.lives(USER, SESSION)).isTrue();
    }
}
