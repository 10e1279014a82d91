package com.upcoach.http;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one connection's client may take, in total and not from byte to byte: one that sends a byte now and then is
 * no better than a silent one. The connection's thread tells what it does; a timer asks whether its time is over, and
 * interrupts it only while it waits for the client. An interrupt of a virtual thread there closes the socket.
 */
final class Pace {
    /** From opening, or from the first byte of a later request, to the end of its headers. */
    static final Duration HEAD = Duration.ofSeconds(10);

    /** From the end of the headers to the end of the body: 1 MiB at 70 KB/s. */
    static final Duration BODY = Duration.ofSeconds(15);

    /** Between an answer and the first byte of the next request. */
    static final Duration IDLE = Duration.ofSeconds(25);

    /** One write of an answer, at most 16 KiB, once the system's buffers are full: 1.6 KB/s. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    private final LongSupplier clock;
    private final Object lock = new Object();
    private long readEnd;
    private boolean idle;

    // What the timer sees: the thread while it waits, until when it may, and whether it was interrupted.
    private @Nullable Thread waiting;
    private long end;
    private boolean interrupted;

    /**
     * Begins with a connection that was just opened.
     *
     * @param clock nanoseconds since any moment
     */
    Pace(LongSupplier clock) {
        this.clock = clock;
        this.readEnd = after(HEAD);
    }

    private long after(Duration allowed) {
        return clock.getAsLong() + allowed.toNanos();
    }

    /** The headers of a request are here. */
    void headed() {
        idle = false;
        readEnd = after(BODY);
    }

    /** The answer to a request begins. */
    void answered() {
        idle = true;
        readEnd = after(IDLE);
    }

    /** Waits for bytes of the client. */
    <T> T read(Supplier<T> bytes) {
        T read = timed(readEnd, bytes);
        if (idle) {
            idle = false;
            readEnd = after(HEAD);
        }
        return read;
    }

    /** Waits until the client, or a buffer before it, has taken an answer. */
    void write(Runnable bytes) {
        timed(after(ANSWER), () -> {
            bytes.run();
            return this;
        });
    }

    private <T> T timed(long until, Supplier<T> work) {
        enter(until);
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    private void enter(long until) {
        synchronized (lock) {
            waiting = Thread.currentThread();
            end = until;
        }
    }

    /** An interrupt of ours ends here. */
    private void leave() {
        synchronized (lock) {
            waiting = null;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }

    /** Returns whether the client has taken longer than it may. For the timer. */
    boolean isOver() {
        synchronized (lock) {
            return waiting != null && clock.getAsLong() - end >= 0;
        }
    }

    /** Ends the wait for a client that has taken longer than it may. For the timer. */
    void endIfOver() {
        synchronized (lock) {
            if (waiting != null && isOver()) {
                interrupted = true;
                waiting.interrupt();
            }
        }
    }
}
