package com.upcoach.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NearMapTest {
    private static final int OTHERS = 10;

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> near = ConcurrentHashMap.newKeySet();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch slow = new CountDownLatch(1);
    private final NearMap<String, Integer> map = new NearMap<>(this::ask, near::contains);

    private int ask(String key) {
        int number = asked.incrementAndGet();
        if (key.equals("slow") && number == 1) {
            began.countDown();
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return number;
    }

    @Test
    void whatIsNearIsHadWhileAnotherWaitsForTheOwner() throws Exception {
        try (ExecutorService people = Executors.newCachedThreadPool()) {
            Future<Integer> first = people.submit(() -> map.get("slow"));
            began.await();
            near.add("slow");
            assertThat(map.get("slow")).isEqualTo(2);
            slow.countDown();
            assertThat(first.get()).isEqualTo(1);
        }
    }

    /** What was asked before they came may be older than what they may see. */
    @Test
    void oneGoesForAllWhoCameMeanwhileAndAfterThem() throws Exception {
        try (ExecutorService people = Executors.newCachedThreadPool()) {
            Future<Integer> first = people.submit(() -> map.get("slow"));
            began.await();
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(people.submit(() -> {
                    threads.add(Thread.currentThread());
                    return map.get("slow");
                }));
            }
            await().until(() -> threads.size() == OTHERS
                    && threads.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
            assertThat(asked).hasValue(1);
            slow.countDown();
            assertThat(first.get()).isEqualTo(1);
            for (Future<Integer> other : others) {
                assertThat(other.get()).isGreaterThan(1);
            }
        }
    }

    @Test
    void whatIsNotNearIsAskedForEachTime() {
        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("a")).isEqualTo(2);
    }
}
