package com.upcoach;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What phones ask for most, often enough for the JVM to learn how it runs: with profiles that are kept in the start-up
 * cache, a new member is fast sooner (docs/performance.md).
 */
final class Exercise implements Callable<Integer> {
    private static final int PHONES = 8;
    private static final int ROUNDS = 100;
    private static final List<String> SCREENS =
            List.of("/api/goals?limit=20", "/api/tasks?status=todo", "/api/goals?limit=20", "/api/me");

    private final PatientClient client;
    private final String url;
    private final String person;

    private Exercise(PatientClient client, String url, String person) {
        this.client = client;
        this.url = url;
        this.person = person;
    }

    /** Runs it to its end; fails when an answer is not 2xx, also after a while. */
    static void run(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(PHONES)) {
            List<Exercise> phones = IntStream.range(0, PHONES)
                    .mapToObj(phone ->
                            new Exercise(new PatientClient(client), url, "phone-" + phone + "@upcoach.example"))
                    .toList();
            for (Future<Integer> rounds : threads.invokeAll(phones)) {
                rounds.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the exercise failed", e);
        }
    }

    /** Returns how many rounds of requests were answered well. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        String token = new ObjectMapper()
                .readTree(send(post("/api/auth/register", """
                        {"email": "%s", "password": "walk-before-you-run", "displayName": "Phone"}""".formatted(person))))
                .path("accessToken")
                .asText();
        for (int round = 0; round < ROUNDS; round++) {
            send(signed(post("/api/tasks", "{\"title\": \"Stretch\"}"), token)
                    .header("Idempotency-Key", UUID.randomUUID().toString()));
            for (String screen : SCREENS) {
                send(signed(request(screen), token));
                send(signed(request(screen), token));
            }
        }
        return ROUNDS;
    }

    private static HttpRequest.Builder signed(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.request().uri() + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
