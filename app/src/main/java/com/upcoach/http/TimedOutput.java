package com.upcoach.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A stream that takes no more when its time is over, and breaks off a write that blocks then, or for {@link #STALL}, as one
 * does to a client that does not read. It interrupts the writing thread, and only while that is in here. For one virtual
 * thread.
 */
final class TimedOutput extends FilterOutputStream {
    /** How long one write may take: whoever reads at all is faster. */
    static final Duration STALL = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Thread writer = Thread.currentThread();
    private final Object lock = new Object();
    private final Thread timer;
    private boolean writing;
    private long since;
    private boolean over;

    TimedOutput(OutputStream out, Duration patience) {
        super(out);
        this.timer = Thread.ofVirtual().start(() -> time(patience));
    }

    private void time(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isOver(end)) {
            try {
                Thread.sleep(LOOK.compareTo(patience) < 0 ? LOOK : patience);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isOver(long end) {
        long now = System.nanoTime();
        synchronized (lock) {
            over = now - end >= 0 || (writing && now - since >= STALL.toNanos());
            if (over && writing) {
                writer.interrupt();
            }
            return over;
        }
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
        synchronized (lock) {
            if (over) {
                throw new InterruptedIOException("this takes too long");
            }
            writing = true;
            since = System.nanoTime();
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
        timer.interrupt();
    }

    private interface Write {
        void run() throws IOException;
    }
}
