package com.upcoach.session;

import com.upcoach.failure.Failure;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;

/** Finds out who sends a request, by its bearer token (RFC 6750). Thread-safe. */
public final class Authentication {
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    public Authentication(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** A handler that knows who calls. */
    @FunctionalInterface
    public interface PersonalHandler {
        /** Answers a person's request. */
        void handle(Caller caller, ServerRequest request, ServerResponse response);
    }

    /** Returns a handler that answers 401 to whoever does not prove who they are. */
    public Handler personal(PersonalHandler handler) {
        return (request, response) -> handler.handle(caller(request), request, response);
    }

    /** Returns who sends a request, when they prove it. */
    public Optional<UUID> user(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.AUTHORIZATION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(caller(request).user());
        } catch (Failure.Unauthorized e) {
            return Optional.empty();
        }
    }

    private Caller caller(ServerRequest request) {
        String header = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .orElseThrow(() -> new Failure.Unauthorized("token-missing", "Send an access token."));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Failure.Unauthorized("token-missing", "Send an access token as Bearer.");
        }
        return tokens.verify(header.substring(SCHEME.length()).strip());
    }
}
