package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two hundred ask all the time for what a server does four at a time. */
class LoadSheddingIT {
    private static final int CLIENTS = 200;

    private final Semaphore places = new Semaphore(4);
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<HttpResponse<String>> refused = new CompletableFuture<>();

    private void routing(HttpRouting.Builder routing) {
        Routing.shared(routing)
                .addFilter(new LoadShedding(System::nanoTime))
                .get("/health", (request, response) -> response.send("up"))
                .get("/api/slow", this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) throws InterruptedException {
        places.acquire();
        try {
            Thread.sleep(20);
        } finally {
            places.release();
        }
        response.send("done");
    }

    @Test
    void whoCannotBeAnsweredSoonIsToldSoAndProbesNever() throws Exception {
        ApiServer server = ApiServer.start("127.0.0.1", 0, 0, (status, code) -> {}, this::routing, routing -> {});
        String base = "http://127.0.0.1:" + server.webServer().port();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> ask(base));
            }
            rush(base);
            await().atMost(Duration.ofSeconds(30)).until(() -> isAnswered(base));
        } finally {
            server.close();
        }
    }

    private void rush(String base) throws Exception {
        try {
            HttpResponse<String> first = refused.get(30, TimeUnit.SECONDS);
            assertThat(Client.json(first).get("code").asText()).isEqualTo("overloaded");
            assertThat(Client.header(first, "Retry-After")).isEqualTo("1");
            for (int i = 0; i < 50; i++) {
                assertThat(Client.anonymous().get(base, "/health").statusCode()).isEqualTo(200);
            }
        } finally {
            over.set(true);
        }
    }

    private static boolean isAnswered(String base) {
        return Client.anonymous().get(base, "/api/slow").statusCode() == 200;
    }

    private void ask(String base) {
        while (!over.get()) {
            HttpResponse<String> answer = Client.anonymous().get(base, "/api/slow");
            if (answer.statusCode() == 503) {
                refused.complete(answer);
            }
        }
    }
}
