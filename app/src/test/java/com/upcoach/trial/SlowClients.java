package com.upcoach.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients that hold connections by doing almost nothing with them: a byte a second, each way. A connection that the
 * server shuts is opened again while the attack lasts. For one thread.
 */
final class SlowClients implements AutoCloseable {
    private static final ByteBuffer SCRAP = ByteBuffer.allocate(65_536);

    private final int port;
    private final List<Slow> open = new ArrayList<>();
    private final List<Duration> lives = new ArrayList<>();

    SlowClients(int port) {
        this.port = port;
    }

    /** What one of them does slowly. */
    enum Kind {
        HEAD("GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ", false),
        BODY(
                "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{",
                false),
        CHUNKS(
                "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                false),
        // More than any buffer on the way takes: of answers for the server, of requests for the client.
        READ("GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000), true);

        private final String first;
        private final boolean reading;

        Kind(String first, boolean reading) {
            this.first = first;
            this.reading = reading;
        }
    }

    private record Slow(Kind kind, SocketChannel channel, long opened) {
        static Slow open(Kind kind, int port) {
            try {
                SocketChannel channel = SocketChannel.open();
                if (kind.reading) {
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, 1_024);
                }
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                channel.write(StandardCharsets.ISO_8859_1.encode(kind.first));
                return new Slow(kind, channel, System.nanoTime());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Sends a byte and takes one, or all there is; returns whether the connection is still open. */
        boolean goOn() {
            try {
                channel.write(ByteBuffer.wrap(new byte[] {'1'}));
                return channel.read(SCRAP.clear().limit(kind.reading ? 1 : SCRAP.capacity())) >= 0;
            } catch (IOException shut) {
                return false;
            }
        }

        void shut() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Opens as many as that, of each kind as many as of any other. */
    void attack(int count) {
        for (int i = 0; i < count; i++) {
            open.add(Slow.open(Kind.values()[i % Kind.values().length], port));
        }
    }

    /** Lets each do its bit, once a second, for so long. */
    void goOn(Duration time) throws InterruptedException {
        step(time, true);
    }

    /** Lets each go on until the server has shut it; opens none again. */
    void endure(Duration patience) throws InterruptedException {
        step(patience, false);
    }

    private void step(Duration time, boolean again) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0 && !open.isEmpty()) {
            List<Slow> shut = open.stream().filter(slow -> !slow.goOn()).toList();
            shut.forEach(this::shut);
            if (again) {
                shut.forEach(slow -> open.add(Slow.open(slow.kind, port)));
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void shut(Slow slow) {
        lives.add(Duration.ofNanos(System.nanoTime() - slow.opened));
        open.remove(slow);
        slow.shut();
    }

    /** How long those lived that the server has shut. */
    List<Duration> lives() {
        return List.copyOf(lives);
    }

    int open() {
        return open.size();
    }

    @Override
    public void close() {
        open.forEach(Slow::shut);
    }
}
