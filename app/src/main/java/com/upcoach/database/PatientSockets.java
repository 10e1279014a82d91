package com.upcoach.database;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * The driver's sockets. Who waits for an answer of PostgreSQL has as long as the driver's {@code socketTimeout} says,
 * if PostgreSQL answers others meanwhile: then it is a disk that takes a second for a flush, or a machine that stood
 * still for a moment. If it answers nobody, a second of both silence and asking is enough. The driver makes the factory
 * by its name, and so finds the pulse by its {@code socketFactoryArg}. Thread-safe.
 */
public final class PatientSockets extends SocketFactory {
    private static final Duration SILENCE = Duration.ofMillis(450);
    private static final Duration ASKING = Duration.ofMillis(400);
    private static final ConcurrentMap<String, Pulse> PULSES = new ConcurrentHashMap<>();
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Pulse pulse;

    /**
     * For the driver.
     *
     * @param pulse what {@link #register} returned
     */
    public PatientSockets(String pulse) {
        this.pulse = Objects.requireNonNull(PULSES.get(pulse));
    }

    /** Keeps a pulse, as long as the process lives, and returns the {@code socketFactoryArg} by which it is found. */
    static String register(Pulse pulse) {
        String name = UUID.randomUUID().toString();
        PULSES.put(name, pulse);
        return name;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("database-clock").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public Socket createSocket() {
        return new PatientSocket(pulse);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    /** Its timeout is the driver's, and that of the socket below it is {@link #SILENCE} at most. */
    private static final class PatientSocket extends Socket {
        private final Pulse pulse;
        private volatile long limitNanos = Long.MAX_VALUE;

        PatientSocket(Pulse pulse) {
            this.pulse = pulse;
        }

        @Override
        public void setSoTimeout(int millis) throws SocketException {
            int silence = Math.toIntExact(SILENCE.toMillis());
            limitNanos = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
            super.setSoTimeout(millis == 0 ? silence : Math.min(millis, silence));
        }

        @Override
        public int getSoTimeout() {
            return limitNanos == Long.MAX_VALUE ? 0 : Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(limitNanos));
        }

        /** What did not arrive yet shall not arrive when a network is mended that was cut. */
        private SocketTimeoutException forgettingWhatIsUnderWay(SocketTimeoutException timeout) {
            try {
                setSoLinger(true, 0);
            } catch (SocketException alreadyClosed) {
                timeout.addSuppressed(alreadyClosed);
            }
            return timeout;
        }

        /** What a PostgreSQL does not take that is frozen or cut off is given up after the driver's time. */
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    Future<?> end = CLOCK.schedule(PatientSocket.this::giveUp, limitNanos, TimeUnit.NANOSECONDS);
                    try {
                        out.write(bytes, offset, length);
                    } catch (SocketException e) {
                        throw end.isDone() ? timeout(e) : e;
                    } finally {
                        end.cancel(false);
                    }
                }
            };
        }

        private void giveUp() {
            try {
                setSoLinger(true, 0);
                close();
            } catch (IOException alreadyClosed) {
                // Then nobody waits for it.
            }
        }

        private static SocketTimeoutException timeout(SocketException closed) {
            SocketTimeoutException timeout = new SocketTimeoutException("not taken in time");
            timeout.initCause(closed);
            return timeout;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    long start = System.nanoTime();
                    while (true) {
                        try {
                            return in.read(bytes, offset, length);
                        } catch (SocketTimeoutException e) {
                            long waited = System.nanoTime() - start;
                            if (waited + SILENCE.toNanos() > limitNanos || !pulse.beats(ASKING)) {
                                throw forgettingWhatIsUnderWay(e);
                            }
                        }
                    }
                }
            };
        }
    }
}
