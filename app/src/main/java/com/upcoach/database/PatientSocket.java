package com.upcoach.database;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@link PatientSockets}. Its timeout is the driver's, and that of the socket below it is {@link #SILENCE} at
 * most. For one thread at a time, as the driver's connections are.
 */
final class PatientSocket extends Socket {
    private static final Duration SILENCE = Duration.ofMillis(450);
    private static final Duration ASKING = Duration.ofMillis(400);

    /** Bytes that the system's buffer has room for, whatever the peer does: it is empty when a statement begins. */
    private static final int SURELY_TAKEN = 4_096;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Pulse pulse;
    private volatile long limitNanos = Long.MAX_VALUE;

    /** Bytes written since PostgreSQL answered last; by the one thread that has the connection. */
    private int unanswered;

    PatientSocket(Pulse pulse) {
        this.pulse = pulse;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("database-clock").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        limitNanos = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
        waitFor(SILENCE);
    }

    @Override
    public int getSoTimeout() {
        return limitNanos == Long.MAX_VALUE ? 0 : Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(limitNanos));
    }

    /** What did not arrive yet shall not arrive when a network is mended that was cut. */
    private void forgetWhatIsUnderWay() throws SocketException {
        setSoLinger(true, 0);
    }

    private SocketTimeoutException forgettingWhatIsUnderWay(SocketTimeoutException timeout) {
        try {
            forgetWhatIsUnderWay();
        } catch (SocketException alreadyClosed) {
            timeout.addSuppressed(alreadyClosed);
        }
        return timeout;
    }

    /** A write that PostgreSQL does not take, being frozen or cut off, ends as a read does that it does not answer. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                unanswered += length;
                if (unanswered <= SURELY_TAKEN) {
                    out.write(bytes, offset, length);
                } else {
                    writeWatched(out, bytes, offset, length);
                }
            }
        };
    }

    private void writeWatched(OutputStream out, byte[] bytes, int offset, int length) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        Future<?> watch = CLOCK.schedule(
                () -> Thread.ofPlatform().name("database-watch").daemon().start(() -> watch(over)),
                SILENCE.toNanos(),
                TimeUnit.NANOSECONDS);
        @Nullable IOException broken = null;
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            broken = e;
        } finally {
            watch.cancel(false);
        }
        if (!over.compareAndSet(false, true)) {
            throw notTaken(broken);
        }
        if (broken != null) {
            throw broken;
        }
    }

    /** Waits while PostgreSQL answers others, and closes the socket then if the write is not over. */
    private void watch(AtomicBoolean over) {
        long start = System.nanoTime() - SILENCE.toNanos();
        while (!over.get() && System.nanoTime() - start + SILENCE.toNanos() < limitNanos && pulse.beats(ASKING)) {
            LockSupport.parkNanos(SILENCE.toNanos());
        }
        if (over.compareAndSet(false, true)) {
            giveUp();
        }
    }

    private void giveUp() {
        try (PatientSocket closed = this) {
            closed.forgetWhatIsUnderWay();
        } catch (IOException alreadyClosed) {
            // Then nobody waits for it.
        }
    }

    private static SocketTimeoutException notTaken(@Nullable IOException closed) {
        SocketTimeoutException timeout = new SocketTimeoutException("PostgreSQL takes nothing");
        timeout.initCause(closed);
        return timeout;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Answers(super.getInputStream());
    }

    /** What PostgreSQL answers. */
    private final class Answers extends FilterInputStream {
        Answers(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long start = System.nanoTime();
            int read;
            try {
                read = in.read(bytes, offset, length);
            } catch (SocketTimeoutException silence) {
                read = readOn(start, silence, bytes, offset, length);
            }
            unanswered = 0;
            return read;
        }

        /** What comes while PostgreSQL is asked for a sign of life is as good a sign. */
        private int readOn(long start, SocketTimeoutException first, byte[] bytes, int offset, int length)
                throws IOException {
            SocketTimeoutException silence = first;
            try {
                while (true) {
                    waitFor(lesser(ASKING, left(start, silence)));
                    CompletableFuture<Boolean> look = pulse.look();
                    try {
                        return in.read(bytes, offset, length);
                    } catch (SocketTimeoutException e) {
                        silence = e;
                    }
                    if (!Pulse.answered(look)) {
                        throw silence;
                    }
                    waitFor(lesser(SILENCE, left(start, silence)));
                    try {
                        return in.read(bytes, offset, length);
                    } catch (SocketTimeoutException e) {
                        silence = e;
                    }
                }
            } catch (SocketTimeoutException e) {
                throw forgettingWhatIsUnderWay(e);
            } finally {
                waitFor(SILENCE);
            }
        }
    }

    /** Lets the next read wait so long, and no longer than the driver's time. */
    private void waitFor(Duration most) throws SocketException {
        long nanos = Math.min(most.toNanos(), limitNanos);
        super.setSoTimeout(Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos))));
    }

    /** What is left of the driver's time; when nothing is, the silence was too long. */
    private Duration left(long start, SocketTimeoutException silence) throws SocketTimeoutException {
        Duration left = Duration.ofNanos(limitNanos - (System.nanoTime() - start));
        if (!left.isPositive()) {
            throw silence;
        }
        return left;
    }

    private static Duration lesser(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
