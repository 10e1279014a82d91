package com.upcoach;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shipped member with a provider of answers on loopback: it answers, lies, breaks off and stalls, in that order. */
class ProviderIT {
    private static final String KEY = "key-canary-" + UUID.randomUUID();
    private static final String COMPLETION =
            "{\"choices\":[{\"message\":{\"content\":\"Run slowly.\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile Behaviour behaviour = ProviderIT::answer;
    private static final AtomicReference<String> AUTHORIZATION = new AtomicReference<>("");

    @TempDir
    private static Path scratch;

    private static HttpServer provider;
    private static MemberProcess member;

    /** What the provider does with a request. */
    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/", exchange -> {
            CALLS.incrementAndGet();
            AUTHORIZATION.set(exchange.getRequestHeaders().getFirst("Authorization"));
            behaviour.answer(exchange);
            exchange.close();
        });
        provider.start();
        Map<String, String> variables = new HashMap<>(MemberProcess.MANY);
        variables.put(
                "UPCOACH_AI_URL", "http://127.0.0.1:" + provider.getAddress().getPort() + "/v1");
        variables.put(
                "UPCOACH_AI_KEY_FILE",
                Files.writeString(scratch.resolve("key"), KEY + "\n").toString());
        String cluster = "provider-" + UUID.randomUUID();
        member = MemberProcess.start("provider", cluster, TestDatabase.url(), "postgres", scratch, List.of(), variables)
                .awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        OVER.countDown();
        member.stop();
        provider.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        send(exchange, 200, COMPLETION);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void stall(HttpExchange exchange) throws IOException {
        try {
            OVER.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static HttpResponse<String> ask(Client client, String key) {
        String question = "{\"kind\":\"chat\",\"prompt\":\"How do I begin?\"}";
        return client.send(member.base(), "POST", "/api/ai/interactions", question, "Idempotency-Key", key);
    }

    private static JsonNode asked(Client client, Behaviour of) {
        behaviour = of;
        HttpResponse<String> answer = ask(client, UUID.randomUUID().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    @Test
    void answersWhateverTheProviderDoesAndTellsNobodyItsKey() {
        Client client = Client.registered(member.base());
        JsonNode answered = asked(client, ProviderIT::answer);
        assertThat(answered.get("response").asText()).isEqualTo("Run slowly.");
        assertThat(answered.get("fallback").asBoolean()).isFalse();
        assertThat(answered.get("tokensOut").asInt()).isEqualTo(4);
        assertThat(AUTHORIZATION).hasValue("Bearer " + KEY);

        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = ask(client, key);
        int calls = CALLS.get();
        assertThat(ask(client, key).body()).isEqualTo(first.body());
        assertThat(CALLS).hasValue(calls);

        for (Behaviour failing : List.<Behaviour>of(
                exchange -> send(exchange, 200, "<html>" + KEY),
                exchange -> send(exchange, 401, "{\"error\":\"" + KEY + "\"}"),
                exchange -> {},
                ProviderIT::stall)) {
            JsonNode fallen = asked(client, failing);
            assertThat(fallen.get("fallback").asBoolean()).isTrue();
            assertThat(fallen.get("provider").asText()).isEqualTo("rules");
            assertThat(fallen.toString()).doesNotContain(KEY);
        }
        assertThat(member.log()).doesNotContain(KEY).doesNotContain("How do I begin?");
    }
}
