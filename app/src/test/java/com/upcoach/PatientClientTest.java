package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server on loopback that has no room for a while. */
class PatientClientTest {
    private final AtomicInteger asked = new AtomicInteger();
    private Iterator<Integer> statuses = List.of(200).iterator();
    private String retryAfter = "0";
    private final HttpServer server = start();

    private HttpServer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", this::answer);
            started.start();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        exchange.sendResponseHeaders(statuses.hasNext() ? statuses.next() : 503, -1);
        exchange.close();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private int status() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            return new PatientClient(client).send(request).statusCode();
        }
    }

    @Test
    void triesAgainUntilThereIsRoom() throws Exception {
        statuses = List.of(503, 503, 201).iterator();
        assertThat(status()).isEqualTo(201);
        assertThat(asked).hasValue(3);
    }

    @Test
    void triesAgainAfterRetryAfterThatIsADate() throws Exception {
        retryAfter = "Fri, 31 Dec 1999 23:59:59 GMT";
        statuses = List.of(503, 200).iterator();
        assertThat(status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 409, 429, 500})
    void anyOtherAnswerIsTheLast(int status) throws Exception {
        statuses = List.of(status, 200).iterator();
        assertThat(status()).isEqualTo(status);
        assertThat(asked).hasValue(1);
    }

    @Test
    void endsWithTheRefusalWhenThereNeverIsRoom() throws Exception {
        statuses = List.<Integer>of().iterator();
        assertThat(status()).isEqualTo(503);
        assertThat(asked).hasValue(30);
    }
}
