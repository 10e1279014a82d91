package com.upcoach.http;

import java.util.Locale;

/** Reads Accept-Encoding (RFC 9110 section 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Returns whether gzip is acceptable: named with a weight above 0, or by {@code *} and not excluded by name. */
    static boolean gzip(String header) {
        boolean any = false;
        for (String item : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = item.strip().split(";", 2);
            boolean positive =
                    parts.length < 2 || !parts[1].replaceAll("[ \t]", "").matches("q=0(\\.0*)?");
            switch (parts[0].strip()) {
                case "gzip", "x-gzip" -> {
                    return positive;
                }
                case "*" -> any = positive;
                default -> {}
            }
        }
        return any;
    }
}
