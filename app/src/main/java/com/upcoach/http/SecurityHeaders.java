package com.upcoach.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;

/** The security headers of every answer, errors and malformed requests included: the set of helmet 8 around our CSP. */
final class SecurityHeaders {
    private static final List<Header> ALL = List.of(
            header(
                    "Content-Security-Policy",
                    String.join(
                            ";",
                            "default-src 'self'",
                            "script-src 'self'",
                            "style-src 'self' 'unsafe-inline'",
                            "img-src 'self' data: https:",
                            "font-src 'self'",
                            "media-src 'self'",
                            "connect-src 'self' https://api.upcoach.ai wss://api.upcoach.ai",
                            "object-src 'none'",
                            "frame-src 'none'",
                            "base-uri 'self'",
                            "form-action 'self'",
                            "frame-ancestors 'self'",
                            "script-src-attr 'none'",
                            "upgrade-insecure-requests")),
            header("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload"),
            header("X-Content-Type-Options", "nosniff"),
            header("X-Frame-Options", "SAMEORIGIN"),
            header("Referrer-Policy", "no-referrer"),
            header("Cross-Origin-Opener-Policy", "same-origin"),
            header("Cross-Origin-Resource-Policy", "same-origin"),
            header("Origin-Agent-Cluster", "?1"),
            header("X-DNS-Prefetch-Control", "off"),
            header("X-Download-Options", "noopen"),
            header("X-Permitted-Cross-Domain-Policies", "none"),
            header("X-XSS-Protection", "0"));

    private SecurityHeaders() {}

    static void addTo(WritableHeaders<?> headers) {
        for (Header header : ALL) {
            headers.set(header);
        }
    }

    private static Header header(String name, String value) {
        return HeaderValues.createCached(HeaderNames.create(name), value);
    }
}
