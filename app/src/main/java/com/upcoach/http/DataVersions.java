package com.upcoach.http;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * The token by which a person reads their own writes on any member: every answer about a person's data tells its data
 * version, and a request that brings one is never answered from anything older. Apps carry the header; a browser
 * carries the cookie by itself.
 */
public final class DataVersions {
    static final HeaderName HEADER = HeaderNames.create("Data-Version");
    /**
     * The cookie is one of a few, by the version: of the last few answers that cross on their way to a browser the
     * older one must not take the place of the newer.
     */
    private static final List<String> COOKIES =
            List.of("data_version", "data_version_1", "data_version_2", "data_version_3");

    private static final String LASTS = "; Path=/api; HttpOnly; SameSite=Lax";
    private static final String ENDS = LASTS + "; Max-Age=0";

    private DataVersions() {}

    /** Returns the newest version that the client has seen; 0 when it says none, or nothing that makes sense. */
    public static long seen(ServerRequestHeaders headers) {
        long fromHeader = headers.first(HEADER).map(DataVersions::parse).orElse(0L);
        if (!headers.contains(HeaderNames.COOKIE)) {
            return fromHeader;
        }
        Parameters cookies = headers.cookies();
        return COOKIES.stream()
                .mapToLong(name -> cookies.first(name).map(DataVersions::parse).orElse(0L))
                .reduce(fromHeader, Math::max);
    }

    /**
     * Tells the version of an answer; the cookie follows when the client has not seen it yet. What the answer is of was
     * compared with PostgreSQL when the client has seen more: then that was another person's, or is lost, and is
     * forgotten.
     */
    public static void tell(ServerResponse response, long version, long seen) {
        response.header(HEADER, Long.toString(version));
        if (version > seen) {
            response.header(HeaderNames.SET_COOKIE, cookie(version) + "=" + version + LASTS);
        } else if (version < seen) {
            String own = cookie(version);
            response.header(
                    HeaderNames.SET_COOKIE,
                    COOKIES.stream()
                            .map(cookie -> cookie.equals(own) ? own + "=" + version + LASTS : cookie + "=" + ENDS)
                            .toArray(String[]::new));
        }
    }

    private static String cookie(long version) {
        return COOKIES.get((int) (version % COOKIES.size()));
    }

    /** Tells the version of an answer that is of what its owner has, who may be behind what the client has seen. */
    public static void tell(ServerRequest request, ServerResponse response, long version) {
        tell(response, version, Math.min(version, seen(request.headers())));
    }

    /** Has the client forget what it has seen: there is nobody any more whose data it was. */
    public static void forget(ServerResponse response) {
        String[] ended = COOKIES.stream().map(cookie -> cookie + "=" + ENDS).toArray(String[]::new);
        response.header(HeaderNames.SET_COOKIE, ended);
    }

    private static long parse(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(text);
    }
}
