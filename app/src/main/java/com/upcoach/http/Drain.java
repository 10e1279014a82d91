package com.upcoach.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets go of the connections that are open: once it has begun, and while there are too many, each answer is the last of
 * its connection (RFC 9112, section 9.6). A connection that is idle is left to its client, as a POST may be on its way
 * into it. Thread-safe.
 */
final class Drain implements Filter {
    private static final Duration STEP = Duration.ofMillis(20);

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean begun;

    /**
     * Creates one that has not begun.
     *
     * @param most connections that are kept open for their next request
     */
    Drain(int most) {
        this.most = most;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (begun || open.get() > most) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        chain.proceed();
    }

    /** Begins, and waits until no connection is open, or for as long as patience lasts. */
    void await(Duration patience) throws InterruptedException {
        begun = true;
        long end = System.nanoTime() + patience.toNanos();
        while (open.get() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(STEP);
        }
    }

    /** Returns the number of open connections. */
    int open() {
        return open.get();
    }

    /** Counts the connections that a selector makes. */
    ServerConnectionSelector counting(ServerConnectionSelector selector) {
        return new Counting(selector);
    }

    private final class Counting implements ServerConnectionSelector {
        private final ServerConnectionSelector counted;

        private Counting(ServerConnectionSelector counted) {
            this.counted = counted;
        }

        @Override
        public int bytesToIdentifyConnection() {
            return counted.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            return counted.supports(data);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return counted.supportedApplicationProtocols();
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            return new Counted(counted.connection(context));
        }
    }

    private final class Counted implements ServerConnection {
        private final ServerConnection connection;

        private Counted(ServerConnection connection) {
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.incrementAndGet();
            try {
                connection.handle(limit);
            } finally {
                open.decrementAndGet();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
