package com.upcoach;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be stopped in reverse order. For one thread. */
final class Lifetime implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Adds what was started last, and returns it. */
    <T extends AutoCloseable> T closing(T part) {
        started.push(part);
        return part;
    }

    /** One part's failure does not keep the others open. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.getLogger(Lifetime.class.getName()).log(Level.WARNING, "could not stop a part", e);
            }
        }
    }
}
