package com.upcoach.http;

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
    private static final long MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_REQUEST_LINE_BYTES = 4_096;
    private static final int MAX_HEADER_BYTES = 16_384;

    private final WebServer server;

    private ApiServer(WebServer server) {
        this.server = server;
    }

    /** Opens both ports; returns when they listen. */
    public static ApiServer start(
            String host,
            int port,
            int adminPort,
            Consumer<HttpRouting.Builder> routing,
            Consumer<HttpRouting.Builder> adminRouting) {
        WebServer server = WebServer.builder()
                .update(ApiServer::configure)
                .host(host)
                .port(port)
                .addFeature(metrics())
                .routing(routing)
                .putSocket(
                        "admin",
                        admin -> admin.host(host)
                                .port(adminPort)
                                .update(ApiServer::limits)
                                .routing(adminRouting))
                .build();
        return new ApiServer(server.start());
    }

    /** Sets what clients meet on the public port: limits, refusals, no feature that was not asked for. */
    public static void configure(WebServerConfig.Builder server) {
        server.shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .update(ApiServer::limits)
                .addConnectionSelector(new EveryConnection(protocol()));
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

    private static void limits(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.maxPayloadSize(MAX_BODY_BYTES)
                // Helidon's NIO socket sends in pieces of 8 KiB, one system call and one packet each, and holds 16 KiB
                // a
                // connection (docs/performance.md).
                .useNio(false)
                .idleConnectionTimeout(Duration.ofSeconds(60))
                .idleConnectionPeriod(Duration.ofSeconds(15))
                .shutdownGracePeriod(Duration.ofSeconds(10))
                .maxTcpConnections(20_000)
                .directHandlers(Problems.direct())
                // Tells our handlers what was wrong; they alone decide what a client is told.
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .restoreResponseHeaders(false)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .readTimeout(Duration.ofSeconds(30))
                        .build());
    }

    private static Http1Config protocol() {
        return Http1Config.builder()
                // Names and values of our headers are constants, numbers, dates, and ids that were checked; looking at
                // each character again was a fifth of a cached read (docs/performance.md).
                .validateResponseHeaders(false)
                .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                .maxHeadersSize(MAX_HEADER_BYTES)
                .build();
    }

    /** Returns the server that runs. */
    public WebServer webServer() {
        return server;
    }

    /** Stops taking requests and waits up to 10 s for those that run. */
    @Override
    public void close() {
        server.stop();
    }
}
