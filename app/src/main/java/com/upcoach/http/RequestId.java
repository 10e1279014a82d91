package com.upcoach.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The id of a request, in every answer and log line: the client's own when it is well-formed, else a new one. */
public final class RequestId {
    static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    static String of(Headers headers) {
        return headers.first(HEADER)
                .filter(id -> WELL_FORMED.matcher(id).matches())
                .orElseGet(RequestId::create);
    }

    private static String create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
