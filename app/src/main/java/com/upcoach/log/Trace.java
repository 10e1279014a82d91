package com.upcoach.log;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request that a thread works for, as its log lines tell.
 *
 * @param requestId as in the answer
 * @param traceId of the caller's trace, if it has one (W3C Trace Context, section 3.2)
 * @param parentId the caller's span, if there is a trace
 */
record Trace(String requestId, Optional<String> traceId, Optional<String> parentId) {
    /** Bound while a request runs, on its own thread. */
    static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final Pattern WELL_FORMED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    /** Reads the caller's trace; one that is not well-formed is none. */
    static Trace of(String requestId, Headers headers) {
        Optional<Matcher> parent =
                headers.first(TRACEPARENT).map(WELL_FORMED::matcher).filter(Matcher::matches);
        return new Trace(requestId, parent.map(found -> found.group(1)), parent.map(found -> found.group(2)));
    }

    /** Returns the request that this thread works for, if it works for one. */
    static Optional<Trace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
