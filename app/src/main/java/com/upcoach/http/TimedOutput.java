package com.upcoach.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A stream that takes no more when its time is over, and breaks off a write that blocks then, or for {@link #STALL}, as
 * one does to a client that does not read. It interrupts the writing thread, and only while that is in here. For one
 * virtual thread.
 */
final class TimedOutput extends FilterOutputStream {
    /** How long one write may take: whoever reads at all is faster. */
    static final Duration STALL = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Thread writer = Thread.currentThread();
    private final Object lock = new Object();
    private final Thread timer;
    private final long end;
    private boolean writing;
    private long since;
    private boolean over;
    private boolean stopped;

    TimedOutput(OutputStream out, Duration patience) {
        super(out);
        this.end = System.nanoTime() + patience.toNanos();
        this.timer = Thread.ofVirtual().start(() -> time(patience));
    }

    private void time(Duration patience) {
        while (!isOver()) {
            try {
                Thread.sleep(LOOK.compareTo(patience) < 0 ? LOOK : patience);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isOver() {
        long now = System.nanoTime();
        synchronized (lock) {
            over = isEnd(now) || (writing && now - since >= STALL.toNanos());
            if (over && writing) {
                writer.interrupt();
            }
            return over;
        }
    }

    private boolean isEnd(long now) {
        return !stopped && now - end >= 0;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        timed(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        timed(out::flush);
    }

    @Override
    public void close() throws IOException {
        timed(out::close);
    }

    private void timed(Write work) throws IOException {
        long now = System.nanoTime();
        synchronized (lock) {
            // The timer may not have had its turn: on one processor it has none while this thread does not wait.
            if (over || isEnd(now)) {
                throw new InterruptedIOException("this takes too long");
            }
            writing = true;
            since = now;
        }
        try {
            work.run();
        } finally {
            leave();
        }
    }

    /** An interrupt of ours ends here. */
    private void leave() {
        synchronized (lock) {
            writing = false;
            if (over) {
                Thread.interrupted();
            }
        }
    }

    /** Lets the stream take as long as it likes from now on. */
    void stopTimer() {
        synchronized (lock) {
            stopped = true;
        }
        timer.interrupt();
    }

    private interface Write {
        void run() throws IOException;
    }
}
