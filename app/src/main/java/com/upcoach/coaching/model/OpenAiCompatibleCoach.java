package com.upcoach.coaching.model;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a provider by HTTP. The whole exchange, its body included, is bounded; redirects are not followed; more calls
 * than {@value #MOST_AT_ONCE} at once, and calls to a provider that keeps failing, are not made. Thread-safe.
 */
public final class OpenAiCompatibleCoach implements CoachModel, AutoCloseable {
    /** Leaves of the promised two seconds what writing the answer down takes. */
    static final Duration LIMIT = Duration.ofMillis(1_500);

    private static final int MOST_AT_ONCE = 32;
    private static final int MAX_BODY = 64 * 1024;

    private final ProviderSettings settings;
    private final CallBreaker breaker;
    private final Semaphore calls = new Semaphore(MOST_AT_ONCE);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();

    public OpenAiCompatibleCoach(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.breaker = new CallBreaker(clock);
    }

    @Override
    public Reply answer(Question question) throws NoReply {
        if (!calls.tryAcquire()) {
            throw NoReply.ofProvider("too many calls");
        }
        try {
            if (!breaker.allows()) {
                throw NoReply.ofProvider("the provider keeps failing");
            }
            return counted(question);
        } finally {
            calls.release();
        }
    }

    private Reply counted(Question question) throws NoReply {
        boolean works = false;
        try {
            Reply reply = reply(exchange(request(question)));
            works = true;
            return reply;
        } catch (NoReply e) {
            works = !e.isProviders();
            throw e;
        } finally {
            if (works) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        }
    }

    private HttpRequest request(Question question) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.base() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(ChatCompletion.request(settings.model(), question)));
        if (!settings.key().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.key());
        }
        return request.build();
    }

    /** The client's own time-out ends with the headers: this one ends with the body. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws NoReply {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
        try {
            return exchange.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw NoReply.ofProvider("too slow");
        } catch (ExecutionException e) {
            throw NoReply.ofProvider("no answer");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw NoReply.ofProvider("interrupted");
        }
    }

    private Reply reply(HttpResponse<byte[]> response) throws NoReply {
        int status = response.statusCode();
        if (status == 400 || status == 413 || status == 422) {
            throw NoReply.ofQuestion("status " + status);
        }
        if (status != 200) {
            throw NoReply.ofProvider("status " + status);
        }
        return ChatCompletion.reply(settings.model(), response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
