package com.upcoach;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** A person's client, real HTTP over loopback, one at a time against any member. */
public final class Client {
    static final String PASSWORD = "walk-before-you-run";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String token;
    private final String id;

    private Client(String token, String id) {
        this.token = token;
        this.id = id;
    }

    /** A client that has not signed in. */
    public static Client anonymous() {
        return new Client("", "");
    }

    /** Registers a new person at a member. */
    public static Client registered(String base) {
        HttpResponse<String> response = register(base);
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.body());
        }
        return signedIn(response);
    }

    /** Asks for a new account. */
    public static HttpResponse<String> register(String base) {
        return anonymous().send(base, "POST", "/api/auth/register", registration());
    }

    /** Registers a new person who comes from an address, by way of a trusted proxy. */
    public static Client registeredFrom(String base, String address) {
        String body = registration();
        HttpResponse<String> response = await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> anonymous().send(base, "POST", "/api/auth/register", body, "X-Forwarded-For", address),
                        r -> r.statusCode() == 201);
        return signedIn(response);
    }

    /** Registers a new person, trying again for a minute while the cluster cannot, and no sooner than it asks for. */
    public static Client registeredAtLast(String base) {
        String body = registration();
        HttpResponse<String> response = await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> anonymous().send(base, "POST", "/api/auth/register", body), r -> r.statusCode() == 201);
        return signedIn(response);
    }

    private static String registration() {
        return "{\"email\":\"%s@test.example\",\"password\":\"%s\",\"displayName\":\"Test\"}"
                .formatted(UUID.randomUUID(), PASSWORD);
    }

    /** The client that an answer of signing in, or of a refresh, makes. */
    public static Client signedIn(HttpResponse<String> response) {
        JsonNode signedIn = json(response);
        return new Client(
                signedIn.get("accessToken").asText(), signedIn.at("/user/id").asText());
    }

    /** The access token. */
    String token() {
        return token;
    }

    /** The person's id. */
    public String id() {
        return id;
    }

    public HttpResponse<String> get(String base, String path, String... headers) {
        return send(base, "GET", path, "", headers);
    }

    public HttpResponse<String> send(String base, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !String.join(" ", headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
