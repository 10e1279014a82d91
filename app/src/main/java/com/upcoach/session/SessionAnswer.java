package com.upcoach.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A session as its person is shown it.
 *
 * @param device what the person called it, may be empty
 * @param ip the network that it was last refreshed from, /24 or /56
 * @param lastActiveAt when it was last refreshed: a device that is used does so at least every 15 minutes
 * @param current whether it is the one that asks
 */
record SessionAnswer(UUID id, String device, String ip, Instant createdAt, Instant lastActiveAt, boolean current) {
    /** Returns the same as the session shows it that asks. */
    SessionAnswer seenFrom(UUID session) {
        return new SessionAnswer(id, device, ip, createdAt, lastActiveAt, id.equals(session));
    }
}
