package com.upcoach.session;

import java.time.Instant;
import java.util.UUID;

/**
 * Who sent a request, by a verified access token.
 *
 * @param user the person
 * @param session the signed-in device
 * @param until when the token ends
 */
public record Caller(UUID user, UUID session, Instant until) {}
