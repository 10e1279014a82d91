package com.upcoach.http;

import com.upcoach.failure.Failure;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** Reads request bodies: JSON, UTF-8, not compressed, at most as long as the server takes (1 MiB). */
public final class Bodies {
    private static final Set<String> JSON = Set.of("application/json");
    private static final Set<String> PATCH = Set.of("application/json", "application/merge-patch+json");

    /** Under which a request's context has its body when that was read before its route was. */
    private static final String RECEIVED = "body";

    private Bodies() {}

    /** Returns the body of a POST or PUT. */
    public static byte[] json(ServerRequest request) {
        return read(request, JSON);
    }

    /** Returns the body of a PATCH. */
    public static byte[] patch(ServerRequest request) {
        return read(request, PATCH);
    }

    /**
     * Returns the body of a POST that takes none: nothing, or an empty JSON object.
     *
     * @throws Failure.Malformed when there is more in it
     */
    public static byte[] none(ServerRequest request) {
        byte[] body = request.content().hasEntity() ? json(request) : new byte[0];
        if (body.length > 0 && !Json.object(body).isEmpty()) {
            throw new Failure.Malformed("body-not-empty", "This takes no body.");
        }
        return body;
    }

    /** Refuses a client that takes no JSON. */
    static void requireJsonAccepted(ServerRequest request) {
        if (request.headers().contains(HeaderNames.ACCEPT)
                && !request.headers().isAccepted(MediaTypes.APPLICATION_JSON)) {
            throw new Failure.NotAcceptable("Answers are application/json.");
        }
    }

    /** Waits until a body is here as a whole, so that nothing else need be held while a slow client sends it. */
    static void receive(ServerRequest request) {
        if (request.content().hasEntity()) {
            request.context().register(RECEIVED, content(request));
        }
    }

    private static byte[] read(ServerRequest request, Set<String> types) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
        if (!types.contains(parts[0].strip())) {
            throw new Failure.UnsupportedMedia("Send one of " + String.join(", ", types) + ".");
        }
        if (parts.length == 2 && parts[1].contains("charset") && !parts[1].contains("utf-8")) {
            throw new Failure.UnsupportedMedia("Send UTF-8.");
        }
        String coding = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw new Failure.UnsupportedMedia("Send the body uncompressed.");
        }
        return request.context().get(RECEIVED, byte[].class).orElseGet(() -> bodyOrNone(request));
    }

    private static byte[] bodyOrNone(ServerRequest request) {
        return request.content().hasEntity() ? content(request) : new byte[0];
    }

    private static byte[] content(ServerRequest request) {
        try {
            return request.content().as(byte[].class);
        } catch (UncheckedIOException | InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("the client left in the middle of its body", gone);
        } catch (IllegalArgumentException e) {
            // The size of a chunk that is no number.
            throw RequestException.builder()
                    .type(DirectHandler.EventType.BAD_REQUEST)
                    .message("malformed chunk")
                    .cause(e)
                    .setKeepAlive(false)
                    .build();
        }
    }
}
