package com.upcoach.log;

import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.logging.Logger;

/**
 * Names the request in whatever is logged while it runs, and if asked for writes one line when it is answered. It comes
 * after what gives the request its id. Thread-safe.
 */
public final class RequestLog implements Filter {
    private static final Logger LOG = Logger.getLogger("request");
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    private final boolean lines;

    /**
     * Creates the log.
     *
     * @param lines whether each request has a line
     */
    public RequestLog(boolean lines) {
        this.lines = lines;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String id = response.headers().first(REQUEST_ID).orElse("unknown");
        ScopedValue.where(Trace.CURRENT, Trace.of(id, request.headers())).run(() -> {
            if (lines) {
                logged(chain, request, response);
            } else {
                chain.proceed();
            }
        });
    }

    private static void logged(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        try {
            chain.proceed();
        } finally {
            LOG.log(new RequestRecord(
                    request.prologue().method().text(),
                    Routing.template(request),
                    Answers.status(response),
                    (System.nanoTime() - start) / 1_000));
        }
    }
}
