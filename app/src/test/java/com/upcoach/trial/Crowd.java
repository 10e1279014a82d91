package com.upcoach.trial;

import com.upcoach.Client;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Many requests at once, and how many had which status. Whom a member sends away because it has too much to do at once
 * does as it is told, and comes again after Retry-After: a crowd on a slow machine is counted all the same.
 * Thread-safe.
 */
final class Crowd {
    /** Stands for a request that was sent and had no answer. */
    static final int NO_ANSWER = 0;

    private static final int NOT_SENT = -1;

    private static final int MOST_TRIES = 20;

    private final ConcurrentHashMap<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

    /** Sends so many requests at once and returns when all are over. */
    static Crowd of(int requests, IntFunction<HttpResponse<String>> request) {
        Crowd crowd = new Crowd();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests; i++) {
                int number = i;
                threads.execute(() -> crowd.count(number, request));
            }
        }
        return crowd;
    }

    private void count(int number, IntFunction<HttpResponse<String>> request) {
        int status;
        try {
            status = patiently(number, request).statusCode();
        } catch (UncheckedIOException e) {
            status = e.getCause() instanceof ConnectException ? NOT_SENT : NO_ANSWER;
        }
        statuses.computeIfAbsent(status, unknown -> new LongAdder()).increment();
    }

    private static HttpResponse<String> patiently(int number, IntFunction<HttpResponse<String>> request) {
        HttpResponse<String> answer = request.apply(number);
        for (int tries = 1; isShed(answer) && tries < MOST_TRIES; tries++) {
            LockSupport.parkNanos(Duration.ofSeconds(Long.parseLong(Client.header(answer, "Retry-After")))
                    .toNanos());
            answer = request.apply(number);
        }
        return answer;
    }

    private static boolean isShed(HttpResponse<String> answer) {
        return answer.statusCode() == 503 && answer.body().contains("\"overloaded\"");
    }

    long of(int... wanted) {
        long sum = 0;
        for (int status : wanted) {
            sum += statuses.getOrDefault(status, new LongAdder()).sum();
        }
        return sum;
    }

    /** The list of a person's goals, at the members by turns. */
    static IntFunction<HttpResponse<String>> goals(Client person, List<String> bases, String... headers) {
        return number -> person.get(bases.get(number % bases.size()), "/api/goals", headers);
    }

    /** Somebody who signs in to an account from an address. */
    static HttpResponse<String> logIn(String base, String email, String address) {
        return Client.anonymous()
                .send(
                        base,
                        "POST",
                        "/api/auth/login",
                        "{\"email\":\"%s\",\"password\":\"not-the-password\"}".formatted(email),
                        "X-Forwarded-For",
                        address);
    }

    @Override
    public String toString() {
        return statuses.toString();
    }
}
