package com.upcoach.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;

/** The headers that answers share, made once. */
final class Headers {
    static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    static final Header PROBLEM_JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");
    static final Header GZIP = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
    static final Header PRIVATE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-cache");
    /**
     * An hour everywhere; past it an edge may go on with its copy while it asks, and for a day when nobody answers (RFC
     * 5861).
     */
    static final Header PUBLIC = HeaderValues.createCached(
            HeaderNames.CACHE_CONTROL, "public, max-age=3600, stale-while-revalidate=600, stale-if-error=86400");

    static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private Headers() {}

    /** Adds what every answer carries. */
    static void addTo(WritableHeaders<?> headers, String requestId) {
        headers.set(RequestId.HEADER, requestId);
        SecurityHeaders.addTo(headers);
    }
}
