package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.upcoach.Client;
import com.upcoach.failure.Failure;
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
import java.util.function.Supplier;
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
                .post("/api/slow", this::answer);
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

    private static HttpResponse<String> store(String base) {
        return Client.anonymous().send(base, "POST", "/api/slow", "");
    }

    private static boolean isAnswered(String base) {
        return store(base).statusCode() == 200;
    }

    private void ask(String base) {
        while (!over.get()) {
            HttpResponse<String> answer = store(base);
            if (answer.statusCode() == 503) {
                refused.complete(answer);
            }
        }
    }

    /** By a clock that stands still, so that as many may stand as in the first moment of a rush. */
    @Test
    void nobodyStandsInTwoQueues() throws Exception {
        LoadShedding shedding = new LoadShedding(() -> 0);
        ApiServer server = ApiServer.start(
                "127.0.0.1",
                0,
                0,
                (status, code) -> {},
                routing -> Routing.shared(routing)
                        .addFilter(shedding)
                        .get("/api/view", (request, response) -> response.send(shedding.<String>pass(() -> "loaded")))
                        .post(
                                "/api/store",
                                (request, response) -> response.send(shedding.<String>pass(() -> "stored"))),
                routing -> {});
        String base = "http://127.0.0.1:" + server.webServer().port();
        try {
            whenAllButOneStand(shedding, () -> {
                assertThat(Client.anonymous().get(base, "/api/view").body()).isEqualTo("loaded");
                assertThat(Client.anonymous()
                                .send(base, "POST", "/api/store", "")
                                .body())
                        .isEqualTo("stored");
                return "done";
            });
        } finally {
            server.close();
        }
    }

    /** Begins one load within another until one is refused, and does the work when there is room for one again. */
    private static boolean whenAllButOneStand(LoadShedding shedding, Supplier<String> work) {
        try {
            boolean full = shedding.pass(() -> whenAllButOneStand(shedding, work));
            return full && work.get().isEmpty();
        } catch (Failure.Unavailable e) {
            return true;
        }
    }
}
