package com.upcoach.http;

import com.upcoach.failure.StartFailure;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The web server: the public port and the admin port, with every limit that Helidon leaves open set. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE_BYTES = 4_096;
    private static final int MAX_HEADER_BYTES = 16_384;

    /**
     * What the system keeps of an answer that a client does not read; left to itself it keeps up to 4 MiB a connection.
     */
    private static final int SEND_BUFFER_BYTES = 131_072;

    /**
     * Of heap: 18 KiB were measured of an idle connection, and some more of one whose client waits
     * (docs/performance.md).
     */
    private static final int CONNECTION_BYTES = 24 * 1024;

    /**
     * In a third of the heap, as the rest is for what is cached: without room, all time goes into the collection of
     * garbage.
     */
    private static final int MOST_KEPT =
            (int) Math.min(20_000, Runtime.getRuntime().maxMemory() / 3 / CONNECTION_BYTES);

    private final WebServer server;
    private final Drain drain;

    private ApiServer(WebServer server, Drain drain) {
        this.server = server;
        this.drain = drain;
    }

    /**
     * Opens both ports; returns when they listen.
     *
     * @throws StartFailure when one of them cannot be had
     */
    public static ApiServer start(
            String host,
            int port,
            int adminPort,
            Refusals refusals,
            Consumer<HttpRouting.Builder> routing,
            Consumer<HttpRouting.Builder> adminRouting) {
        Drain drain = new Drain(MOST_KEPT);
        WebServer server = WebServer.builder()
                .update(builder -> configure(builder, refusals, drain))
                .host(host)
                .port(port)
                .addFeature(metrics())
                .routing(builder -> routing.accept(builder.addFilter(drain)))
                .putSocket(
                        "admin",
                        admin -> admin.host(host)
                                .port(adminPort)
                                .update(socket -> limits(socket, refusals))
                                .routing(adminRouting))
                .build();
        server.start();
        if (!server.isRunning()) {
            // Helidon logs why, closes what it had opened, and returns.
            throw new StartFailure("UPCOACH_HTTP_PORT " + port + " or UPCOACH_ADMIN_PORT " + adminPort
                    + " cannot be listened on at UPCOACH_HTTP_HOST " + host + "; the log says why");
        }
        return new ApiServer(server, drain);
    }

    /** Sets what clients meet on the public port: limits, refusals, no feature that was not asked for. */
    public static void configure(WebServerConfig.Builder server) {
        configure(server, (status, code) -> {}, new Drain(MOST_KEPT));
    }

    private static void configure(WebServerConfig.Builder server, Refusals refusals, Drain drain) {
        server.shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .update(listener -> limits(listener, refusals))
                .addConnectionSelector(drain.counting(new EveryConnection(protocol())));
    }

    /** Helidon's meters on the admin port, as Prometheus text. */
    private static ObserveFeature metrics() {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addObserver(MetricsObserver.create())
                .endpoint("/")
                .sockets(List.of("admin"))
                .build();
    }

    private static void limits(ListenerConfig.BuilderBase<?, ?> listener, Refusals refusals) {
        listener.maxPayloadSize(SizeLimits.BODY)
                // Helidon's NIO socket sends in pieces of 8 KiB, one system call and one packet each, and holds
                // 16 KiB a connection (docs/performance.md).
                .useNio(false)
                // Pace ends every wait sooner; its timer runs only where this is set.
                .idleConnectionTimeout(Duration.ofSeconds(60))
                // How often the time of every connection is looked at (Pace).
                .idleConnectionPeriod(Duration.ofSeconds(1))
                // After the patience of a drain: what runs still is an export, or somebody who reads slowly.
                .shutdownGracePeriod(Duration.ofSeconds(2))
                // More wait in the system's backlog. There nobody is answered, so it is far from what is kept.
                .maxTcpConnections(2 * MOST_KEPT)
                .directHandlers(Problems.direct(refusals))
                // Tells our handlers what was wrong; they alone decide what a client is told.
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .restoreResponseHeaders(false)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketSendBufferSize(SEND_BUFFER_BYTES)
                        .readTimeout(Duration.ofSeconds(30))
                        .build());
    }

    private static Http1Config.Builder protocol() {
        return Http1Config.builder()
                // Names and values of our headers are constants, numbers, dates, and ids that were checked; looking at
                // each character again was a fifth of a cached read (docs/performance.md).
                .validateResponseHeaders(false)
                // Else a body that is sent without waiting, to a route that reads none, is taken for the next request.
                .continueImmediately(true)
                .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                .maxHeadersSize(MAX_HEADER_BYTES);
    }

    /** Returns the server that runs. */
    public WebServer webServer() {
        return server;
    }

    /** Returns the number of connections that are open on the public port. */
    public int connections() {
        return drain.open();
    }

    /**
     * Lets go of all clients, while every request is answered: takes no new connection, and makes each answer the last
     * one of its connection.
     *
     * @param patience how long to wait for clients to close what is idle
     */
    public void drain(Duration patience) throws InterruptedException {
        Door.close(server, WebServer.DEFAULT_SOCKET_NAME);
        drain.await(patience);
    }

    /** Stops taking requests and waits up to 2 s for those that run. */
    @Override
    public void close() {
        server.stop();
    }
}
