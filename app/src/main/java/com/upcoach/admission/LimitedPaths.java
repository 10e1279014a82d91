package com.upcoach.admission;

import java.util.Map;
import java.util.Optional;

/** Which policy counts which path: one each, so that using one up never touches another. */
final class LimitedPaths {
    private static final Map<String, Policy> EXACT = Map.of(
            "/api/auth/login", Policy.AUTH,
            "/api/auth/register", Policy.AUTH,
            "/api/auth/password", Policy.AUTH,
            "/api/auth/refresh", Policy.REFRESH);

    private static final Optional<Policy> API = Optional.of(Policy.API);
    private static final Optional<Policy> AI = Optional.of(Policy.AI);

    private LimitedPaths() {}

    /**
     * Returns the policy of a request. Of the coach only what may ask a model counts as {@code ai}: reading old answers
     * and the state of the window must not use it up. Nothing for what is not of
     * the API: probes, documents, keys.
     */
    static Optional<Policy> policy(String method, String path) {
        if (!path.startsWith("/api/")) {
            return path.equals("/api") ? API : Optional.empty();
        }
        if (path.equals("/api/ai/recommendations") || (path.equals("/api/ai/interactions") && method.equals("POST"))) {
            return AI;
        }
        return path.startsWith("/api/auth/") ? Optional.of(EXACT.getOrDefault(path, Policy.API)) : API;
    }
}
