package com.upcoach.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/**
 * A connection that is as good as idle for ever once its client has taken longer than it may: so Helidon's timer of
 * idle connections, which knows nothing of requests that come in slowly, closes it too.
 */
record PacedConnection(ServerConnection connection, Pace pace) implements ServerConnection {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Tells the pace of a connection that the head of a request is here. */
    static final Http1ConnectionListener REQUESTS = new Http1ConnectionListener() {
        @Override
        public void headers(ConnectionContext context, Headers headers) {
            pace(context).headed();
        }
    };

    /** Tells the pace of a connection that it is answered. */
    static final Http1ConnectionListener ANSWERS = new Http1ConnectionListener() {
        @Override
        public void status(ConnectionContext context, Status status) {
            pace(context).answered();
        }
    };

    private static Pace pace(ConnectionContext context) {
        return ((PacedContext) context).pace();
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        connection.handle(limit);
    }

    @Override
    public Duration idleTime() {
        return pace.isOver() ? FOREVER : connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        connection.close(interrupt);
        pace.endIfOver();
    }
}
