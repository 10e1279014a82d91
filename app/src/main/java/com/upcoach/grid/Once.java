package com.upcoach.grid;

import com.upcoach.failure.Failure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One asks for all who want to know the same meanwhile: a slow owner is waited for once, and one place is taken in a
 * queue. What was found is not kept. Thread-safe.
 *
 * @param <K> what is asked for
 * @param <V> what is found
 */
public final class Once<K, V> {
    private final Map<K, CompletableFuture<V>> asking = new ConcurrentHashMap<>();

    /**
     * Returns what was found, by this caller or by another one who was about it already.
     *
     * @throws Failure when the one who asked failed so
     */
    public V get(K key, Supplier<V> ask) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> others = asking.putIfAbsent(key, mine);
        if (others != null) {
            return answer(others);
        }
        try {
            V found = ask.get();
            asking.remove(key); // first: whoever is told may ask again, for what is newer
            mine.complete(found);
        } catch (RuntimeException e) {
            asking.remove(key);
            mine.completeExceptionally(e);
        } finally {
            asking.remove(key, mine);
            mine.cancel(false); // whatever was thrown, nobody waits for ever
        }
        return answer(mine);
    }

    /**
     * Returns what was found by one who began to ask after this call, as what others are about may be older by now.
     *
     * @throws Failure when the one who asked failed so, or who asked before
     */
    public V anew(K key, Supplier<V> ask) {
        CompletableFuture<V> before = asking.get(key);
        if (before != null) {
            answer(before);
        }
        return get(key, ask);
    }

    private static <V> V answer(CompletableFuture<V> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
