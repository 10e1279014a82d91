package com.upcoach.http;

import com.upcoach.failure.Failure;
import com.upcoach.grid.view.View;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into a problem answer. */
public final class Problems {
    private static final Logger LOG = System.getLogger(Problems.class.getName());
    private static final HeaderName RETRY_AFTER = HeaderNames.create("Retry-After");
    private static final HeaderName AUTHENTICATE = HeaderNames.create("WWW-Authenticate");

    /** What Helidon says of what it answers by a coarser status; WireIT holds that it still does. */
    private static final String HEADERS_TOO_LONG = "Header size exceeded";

    private static final String BODY_CODED = "Content-Encoding header present when content encoding is disabled";

    private static final Map<Integer, String> CODES = Map.of(
            400, "malformed-request",
            404, "route-not-found",
            405, "method-not-allowed",
            411, "length-required",
            413, "body-too-large",
            414, "uri-too-long",
            415, "unsupported-media-type",
            431, "headers-too-large",
            503, "overloaded");

    /** Under which a request's context has the code of the problem that it was answered by. */
    private static final String CODE = "problem-code";

    private Problems() {}

    /** Returns the code of the problem that a request was answered by, if it was. */
    public static Optional<String> code(ServerRequest request) {
        return request.context().get(CODE, String.class);
    }

    /** Registers the handlers of failures, of Helidon's own refusals, and of everything else. */
    static void handle(HttpRouting.Builder routing) {
        routing.error(Failure.class, Problems::refuse);
        routing.error(HttpException.class, Problems::refuseByStatus);
        routing.error(Throwable.class, Problems::breakDown);
    }

    /** Answers what never reaches a route: malformed request lines and headers, and bodies over the limit. */
    static DirectHandlers direct(Refusals refusals) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, ofType, status, headers, message) ->
                            answerDirectly(refusals, request, ofType, status, headers, message));
        }
        return handlers.build();
    }

    /** Answers that a condition was lost, with the object as it is. */
    public static void lost(ServerRequest request, ServerResponse response, Object current, String etag) {
        response.header(HeaderNames.ETAG, '"' + etag + '"');
        send(request, response, Problem.lost(current, requestId(response)));
    }

    /** Answers that the route exists, but not with this method. */
    static void methodNotAllowed(ServerRequest request, ServerResponse response, String allowed) {
        response.header(HeaderNames.ALLOW, allowed);
        send(request, response, byStatus(Status.METHOD_NOT_ALLOWED_405, requestId(response)));
    }

    /** Answers that there is no such route. */
    static void notFound(ServerRequest request, ServerResponse response) {
        send(request, response, byStatus(Status.NOT_FOUND_404, requestId(response)));
    }

    /** Answers a failure. */
    public static void refuse(ServerRequest request, ServerResponse response, Failure failure) {
        String requestId = requestId(response);
        switch (failure) {
            case Failure.Unauthorized ignored -> response.header(AUTHENTICATE, "Bearer realm=\"upcoach\"");
            case Failure.StillRunning ignored -> response.header(RETRY_AFTER, "1");
            case Failure.Unavailable ignored -> response.header(RETRY_AFTER, "1");
            case Failure.Limited limited -> response.header(RETRY_AFTER, Long.toString(limited.retryAfterSeconds()));
            case Failure.Broken broken -> LOG.log(Level.ERROR, "request " + requestId + " failed", broken);
            default -> {}
        }
        if (failure.dataVersion() > 0) {
            DataVersions.tell(request, response, failure.dataVersion());
        }
        send(request, response, Problem.of(failure, requestId));
    }

    /** Answers a body that cannot be read to its end; nothing after it can be told from it. */
    static void refuseBody(ServerRequest request, ServerResponse response, RequestException thrown) {
        response.header(HeaderValues.CONNECTION_CLOSE);
        send(request, response, byStatus(thrown.status(), requestId(response)));
    }

    private static void refuseByStatus(ServerRequest request, ServerResponse response, HttpException thrown) {
        if (thrown.status().code() >= 500) {
            breakDown(request, response, thrown);
        } else {
            send(request, response, byStatus(thrown.status(), requestId(response)));
        }
    }

    private static void breakDown(ServerRequest request, ServerResponse response, Throwable thrown) {
        LOG.log(Level.ERROR, "request " + requestId(response) + " failed", thrown);
        send(request, response, Problem.of(new Failure.Broken(""), requestId(response)));
    }

    /** Helidon answers a wrong protocol version or coding by 5xx, and headers that are too long by 400. */
    private static Status refusal(Status status, @Nullable String message) {
        if (HEADERS_TOO_LONG.equals(message)) {
            return Status.create(431, "Request Header Fields Too Large");
        }
        if (BODY_CODED.equals(message)) {
            return Status.UNSUPPORTED_MEDIA_TYPE_415;
        }
        return status.code() == 501 || status.code() == 505 ? Status.BAD_REQUEST_400 : status;
    }

    /**
     * A method that is no token is no failure of ours, though Helidon takes it for one of its own; routes have other
     * handlers.
     */
    private static DirectHandler.TransportResponse answerDirectly(
            Refusals refusals,
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        String requestId = RequestId.of(request.headers());
        Headers.addTo(headers, requestId);
        boolean unreadable =
                type == DirectHandler.EventType.INTERNAL_ERROR && request.path().isEmpty();
        Problem problem = byStatus(unreadable ? Status.BAD_REQUEST_400 : refusal(status, message), requestId);
        headers.set(Headers.PROBLEM_JSON);
        headers.set(Headers.NO_STORE);
        refusals.refused(problem.status(), problem.code());
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.status(), problem.title()))
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(Json.bytes(problem))
                .build();
    }

    private static Problem byStatus(Status status, String requestId) {
        String code = CODES.getOrDefault(status.code(), "request-refused");
        return Problem.of(status, code, "The request was refused: " + status.reasonPhrase() + ".", requestId);
    }

    private static void send(ServerRequest request, ServerResponse response, Problem problem) {
        response.status(Status.create(problem.status(), problem.title()));
        response.header(Headers.PROBLEM_JSON);
        response.header(Headers.NO_STORE);
        request.context().register(CODE, problem.code());
        Answers.send(request, response, View.of("", Json.bytes(problem)));
    }

    private static String requestId(ServerResponse response) {
        return response.headers().first(RequestId.HEADER).orElse("unknown");
    }
}
