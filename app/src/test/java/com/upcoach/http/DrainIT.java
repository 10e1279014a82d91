package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A server that goes takes nobody new, and answers whoever is there once more. */
class DrainIT {
    private static final byte[] REQUEST = "GET /here HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        return new String(buffer, 0, Math.max(0, in.read(buffer)), StandardCharsets.ISO_8859_1);
    }

    @Test
    void anIdleConnectionIsAnsweredOnceMoreAndNobodyElseIsTaken() throws Exception {
        ApiServer server = ApiServer.start(
                "127.0.0.1",
                0,
                0,
                (status, code) -> {},
                routing -> Routing.shared(routing).get("/here", (request, response) -> response.send("here")),
                routing -> {});
        int port = server.webServer().port();
        try (Socket idle = connect(port)) {
            assertThat(ask(idle)).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
            CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(server));
            while (isOpen(port)) {
                Thread.sleep(10);
            }
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
            assertThat(drained).isNotDone();
            assertThat(ask(idle)).startsWith("HTTP/1.1 200").containsIgnoringCase("Connection: close");
            assertThat(idle.getInputStream().read()).isNegative();
            drained.get();
            assertThat(server.connections()).isZero();
        } finally {
            server.close();
        }
    }

    @Test
    void anAnswerIsTheLastOfItsConnectionWhileThereAreTooMany() throws Exception {
        Drain drain = new Drain(1);
        WebServer server = WebServer.builder()
                .connectionSelectors(List.of(drain.counting(new EveryConnection(Http1Config.builder()))))
                .routing(routing -> Routing.shared(routing.addFilter(drain))
                        .get("/here", (request, response) -> response.send("here")))
                .build()
                .start();
        try (Socket first = connect(server.port())) {
            assertThat(ask(first)).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
            try (Socket second = connect(server.port())) {
                assertThat(ask(second)).startsWith("HTTP/1.1 200").containsIgnoringCase("Connection: close");
                assertThat(second.getInputStream().read()).isNegative();
            }
            await().until(() -> drain.open() == 1);
            assertThat(ask(first)).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
        } finally {
            server.stop();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = connect(port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void drain(ApiServer server) {
        try {
            server.drain(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
