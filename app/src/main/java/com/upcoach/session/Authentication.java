package com.upcoach.session;

import com.upcoach.failure.Failure;
import com.upcoach.session.live.LiveSessions;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Finds out who sends a request, by its bearer token (RFC 6750) of a session that lives. Thread-safe. */
public final class Authentication {
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final LiveSessions sessions;
    private final Predicate<UUID> exists;

    /**
     * Creates the authentication.
     *
     * @param exists tells whether a person exists, as far as can be told; asked of those alone whose session has ended
     */
    public Authentication(AccessTokens tokens, LiveSessions sessions, Predicate<UUID> exists) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.exists = exists;
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

    /** Returns a handler that also serves the token of a session that has ended, for what can do no harm then. */
    Handler personalEvenEnded(PersonalHandler handler) {
        return (request, response) -> handler.handle(holder(request), request, response);
    }

    /** Returns who sends a request, when they prove it; whose session it is when it cannot be told whether it lives. */
    public Optional<UUID> user(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.AUTHORIZATION)) {
            return Optional.empty();
        }
        try {
            Caller holder = holder(request);
            return livesOrUnknown(holder) ? Optional.of(holder.user()) : Optional.empty();
        } catch (Failure.Unauthorized e) {
            return Optional.empty();
        }
    }

    private boolean livesOrUnknown(Caller holder) {
        try {
            return sessions.lives(holder.user(), holder.session());
        } catch (Failure.Unavailable e) {
            return true;
        }
    }

    private Caller caller(ServerRequest request) {
        Caller holder = holder(request);
        if (!sessions.lives(holder.user(), holder.session())) {
            throw ended(holder.user());
        }
        return holder;
    }

    private Failure ended(UUID user) {
        return exists.test(user)
                ? new Failure.Unauthorized("session-ended", "This session has been ended. Sign in again.")
                : Failure.Unauthorized.accountGone();
    }

    private Caller holder(ServerRequest request) {
        String header = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .orElseThrow(() -> new Failure.Unauthorized("token-missing", "Send an access token."));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Failure.Unauthorized("token-missing", "Send an access token as Bearer.");
        }
        return tokens.verify(header.substring(SCHEME.length()).strip());
    }
}
