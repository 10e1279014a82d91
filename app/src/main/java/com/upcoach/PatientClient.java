package com.upcoach;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends requests that may be sent again: while a server has no room for one (503), it tries again when it was told to.
 */
record PatientClient(HttpClient client) {
    private static final int MAX_TRIES = 30;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** Returns the last answer, which is 503 when the server never had room. */
    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        for (int tries = 1; answer.statusCode() == 503 && tries < MAX_TRIES; tries++) {
            Thread.sleep(answer.headers()
                    .firstValue("Retry-After")
                    .filter(value -> value.matches("[0-9]{1,2}"))
                    .map(PatientClient::seconds)
                    .orElse(BETWEEN));
            answer = client.send(request, BodyHandlers.ofString());
        }
        return answer;
    }

    private static Duration seconds(String retryAfter) {
        return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
}
