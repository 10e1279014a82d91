package com.upcoach.coaching.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider on loopback that answers, stalls, breaks off and lies. */
@Timeout(20)
class ProviderTest {
    private static final String KEY = "key-canary-7f3a";
    private static final CoachModel.Question QUESTION =
            new CoachModel.Question("chat", "What now?", List.of("“Run” is late."));

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<String> seen = new AtomicReference<>("");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource time = now::get;
    private Behaviour behaviour = exchange -> send(exchange, 200, completion("\"Go\""));
    private HttpServer server = start();
    private OpenAiCompatibleCoach provider = coach(server.getAddress().getPort());

    /** What the provider does with a request. */
    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private HttpServer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", exchange -> {
                calls.incrementAndGet();
                seen.set(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                behaviour.answer(exchange);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private OpenAiCompatibleCoach coach(int port) {
        URI base = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/v1");
        return new OpenAiCompatibleCoach(new ProviderSettings(base, KEY, "m1"), time.withZone(ZoneOffset.UTC));
    }

    @BeforeEach
    void nothingWasCalled() {
        assertThat(calls).hasValue(0);
    }

    @AfterEach
    void stop() {
        over.countDown();
        provider.close();
        server.stop(0);
    }

    private static String completion(String content) {
        return "{\"choices\":[{\"message\":{\"content\":" + content
                + "}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private FallbackCoach.Answered ask() {
        return new FallbackCoach(Optional.of(provider)).answer(QUESTION);
    }

    private void fallsBack() {
        long begun = System.nanoTime();
        FallbackCoach.Answered answered = ask();
        assertThat(answered.fallback()).isTrue();
        assertThat(answered.reply().provider()).isEqualTo("rules");
        assertThat(answered.reply().text()).contains("Run").doesNotContain(KEY);
        assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    }

    @Test
    void answersWithItsTokensAndIsToldTheKeyAndTheFacts() {
        behaviour = exchange -> send(exchange, 200, completion("\"Go\\u0007\\nnow\\u202e\""));
        FallbackCoach.Answered answered = ask();
        assertThat(answered.fallback()).isFalse();
        assertThat(answered.reply()).isEqualTo(new CoachModel.Reply("Go\nnow", "openai-compatible", "m1", 3, 4));
        assertThat(seen.get()).startsWith("/v1/chat/completions Bearer " + KEY).contains("Run", "What now?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"choices\":7}",
                "{\"choices\":[{\"message\":{\"content\":7}}]}",
                "{\"choices\":[{\"message\":{\"content\":\" \"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":\"3\"}}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":-3}}"
            })
    void aLieIsNoAnswer(String lie) {
        behaviour = exchange -> send(exchange, 200, lie);
        fallsBack();
    }

    @Test
    void aStalledBodyIsNotWaitedFor() {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        fallsBack();
    }

    @Test
    void aBodyThatBreaksOffIsNoAnswer() {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
        };
        fallsBack();
    }

    @Test
    void tenMebibytesAreNotRead() {
        behaviour = exchange -> send(exchange, 200, completion("\"" + "a".repeat(10 << 20) + "\""));
        fallsBack();
    }

    @Test
    void aGzipBombStaysCompressed() {
        behaviour = exchange -> {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
                gzip.write(new byte[10 << 20]);
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bomb.size());
            bomb.writeTo(exchange.getResponseBody());
        };
        fallsBack();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 401, 429, 500})
    void anotherStatusIsNoAnswerAndNoRedirectIsFollowed(int status) {
        behaviour = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            send(exchange, status, completion("\"a\""));
        };
        fallsBack();
        assertThat(calls).hasValue(1);
    }

    @Test
    void anAbsentProviderIsNoReasonToFail() {
        server.stop(0);
        fallsBack();
    }

    @Test
    void aProviderThatKeepsFailingIsLeftAloneForHalfAMinute() {
        Behaviour well = behaviour;
        behaviour = exchange -> send(exchange, 500, "");
        for (int i = 0; i < CallBreaker.FAILURES + 3; i++) {
            fallsBack();
        }
        assertThat(calls).hasValue(CallBreaker.FAILURES);
        behaviour = well;
        now.set(Instant.EPOCH.plus(CallBreaker.PAUSE).minusMillis(1));
        fallsBack();
        now.set(Instant.EPOCH.plus(CallBreaker.PAUSE));
        assertThat(ask().fallback()).isFalse();
        assertThat(ask().fallback()).isFalse();
    }

    @Test
    void theKeyIsNotTold() {
        assertThat(new ProviderSettings(URI.create("http://h"), KEY, "m").toString())
                .doesNotContain(KEY);
    }
}
