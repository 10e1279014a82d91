package com.upcoach.session.live;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** One of each type of this package that crosses the wire, the corners among them. */
public final class SessionSamples {
    private SessionSamples() {}

    public static Stream<Object> of(UUID user, UUID id, Instant now) {
        return Stream.of(new SessionKey(user, id), SessionState.LIVE, SessionState.UNKNOWN, new SessionState(now));
    }
}
