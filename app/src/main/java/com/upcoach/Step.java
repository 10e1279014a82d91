package com.upcoach;

import com.upcoach.failure.StartFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A step of the start that runs beside the others and is waited for where its result is needed. Thread-safe. */
final class Step<T> implements Supplier<T> {
    private final String name;
    private final FutureTask<T> task;

    private Step(String name, FutureTask<T> task) {
        this.name = name;
        this.task = task;
    }

    /** Begins a step. */
    static <T> Step<T> begin(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name(name).start(task);
        return new Step<>(name, task);
    }

    /**
     * Waits for the step.
     *
     * @throws StartFailure when it failed
     */
    @Override
    public T get() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("cannot start, as the step '" + name + "' failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting", e);
        }
    }
}
