package com.upcoach.http;

import com.upcoach.grid.row.Answer;
import com.upcoach.grid.view.View;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Sends answers that succeed: conditional, compressed when asked for, and with the headers that belong to them. */
public final class Answers {
    private static final int CLIENT_GONE = 499;
    private static final HeaderName NO_COMPRESSION = HeaderNames.create("X-No-Compression");
    private static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");

    private static final int PIECE_BYTES = 16_384;

    private Answers() {}

    /** Sees to it that an answer, whatever it comes to, is stored by nobody. */
    public static void unstored(ServerResponse response) {
        response.beforeSend(() -> response.header(Headers.NO_STORE));
    }

    /**
     * Sends a view of personal data: 304 when the client has it already, compressed when it is worth it and asked for.
     */
    public static void view(ServerRequest request, ServerResponse response, View view) {
        response.header(Headers.PRIVATE);
        response.header(Headers.VARY);
        response.header(HeaderNames.ETAG, '"' + view.etag() + '"');
        if (ETags.ifNoneMatch(request.headers()).match(view.etag())) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        shown(request, response, view);
    }

    private static void shown(ServerRequest request, ServerResponse response, View view) {
        response.header(Headers.PRIVATE);
        response.header(HeaderNames.ETAG, '"' + view.etag() + '"');
        response.header(Headers.JSON);
        send(request, response, view);
    }

    /** Sends the answer of a write, whole: If-None-Match asks about reads alone. */
    public static void written(ServerRequest request, ServerResponse response, Answer answer) {
        response.status(Status.create(answer.status()));
        if (answer.location() != null) {
            response.header(HeaderNames.LOCATION, answer.location());
        }
        shown(request, response, View.of(String.valueOf(answer.etag()), answer.body()));
    }

    /** Sends the first answer of an Idempotency-Key again. */
    public static void replayed(ServerRequest request, ServerResponse response, Answer answer) {
        response.header(REPLAYED, "true");
        written(request, response, answer);
    }

    /** Sends secrets and what else nobody may keep: never cached, never compressed (BREACH). */
    public static void secret(ServerResponse response, Status status, Object body) {
        response.status(status);
        response.header(Headers.NO_STORE);
        response.header(Headers.JSON);
        response.send(Json.bytes(body));
    }

    /** Sends the present state of something, never to be cached. */
    public static void uncached(ServerRequest request, ServerResponse response, Status status, Object body) {
        response.status(status);
        response.header(Headers.NO_STORE);
        response.header(Headers.JSON);
        send(request, response, View.of("", Json.bytes(body)));
    }

    /** Sends JSON that is everyone's, to be kept for an hour: 304 when the client has it already. */
    public static void publicView(ServerRequest request, ServerResponse response, View view) {
        publicDocument(request, response, MediaTypes.APPLICATION_JSON.text(), view);
    }

    /** Sends a document that is everyone's, to be kept for an hour: 304 when the client has it already. */
    public static void publicDocument(ServerRequest request, ServerResponse response, String type, View document) {
        response.header(Headers.PUBLIC);
        response.header(HeaderNames.ETAG, '"' + document.etag() + '"');
        if (ETags.ifNoneMatch(request.headers()).match(document.etag())) {
            response.header(Headers.VARY);
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, type);
        send(request, response, document);
    }

    /** Sends that it is done and there is nothing to show. */
    public static void done(ServerResponse response) {
        response.header(Headers.PRIVATE);
        response.status(Status.NO_CONTENT_204).send();
    }

    /** Sends again, for its Idempotency-Key, that it is done and there is nothing to show. */
    public static void doneBefore(ServerResponse response) {
        response.header(REPLAYED, "true");
        done(response);
    }

    /** Returns the status of an answer; 499 when none was sent, as the client had gone (nginx's name for it). */
    public static int status(ServerResponse response) {
        return response.isSent() ? response.status().code() : CLIENT_GONE;
    }

    /** Sends a body: compressed when that is worth it and asked for, left out when only its headers are. */
    static void send(ServerRequest request, ServerResponse response, View view) {
        response.header(Headers.VARY);
        byte[] gzip = view.gzip();
        byte[] body = view.plain();
        if (gzip != null && wantsGzip(request)) {
            response.header(Headers.GZIP);
            body = gzip;
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.length);
            response.send();
        } else {
            write(response, body);
        }
    }

    /**
     * Sends what is large piece by piece: Helidon copies what it sends, twice its size, and a slow reader keeps the
     * copy.
     */
    private static void write(ServerResponse response, byte[] body) {
        if (body.length <= PIECE_BYTES) {
            response.send(body);
            return;
        }
        response.contentLength(body.length);
        try (OutputStream out = response.outputStream()) {
            for (int from = 0; from < body.length; from += PIECE_BYTES) {
                out.write(body, from, Math.min(PIECE_BYTES, body.length - from));
            }
        } catch (IOException e) {
            throw new CloseConnectionException("the client left in the middle of an answer", e);
        }
    }

    /** Returns whether a client wants what is large to be compressed. */
    static boolean wantsGzip(ServerRequest request) {
        return !request.headers().contains(NO_COMPRESSION)
                && request.headers()
                        .first(HeaderNames.ACCEPT_ENCODING)
                        .map(AcceptEncoding::gzip)
                        .orElse(false);
    }
}
