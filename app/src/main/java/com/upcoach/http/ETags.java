package com.upcoach.http;

import com.upcoach.failure.Failure;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditional requests (RFC 9110 section 13). A weak tag equals its strong form, as proxies weaken the tags of answers
 * that they compress. Immutable.
 */
public final class ETags {
    private static final Pattern TAG = Pattern.compile("[ \\t]*(?:(?:W/)?\"([\\x21\\x23-\\x7e]*)\"[ \\t]*)?(?:,|$)");

    private static final Pattern DERIVED = Pattern.compile("(\\d{1,19})-[0-9a-f]{8}");

    /** What all tags of rows have in common; no row has a version of more digits. */
    private static final Pattern VERSIONED = Pattern.compile("(\\d{1,18})(?:-.*)?");

    private final boolean any;
    private final List<String> tags;

    private ETags(boolean any, List<String> tags) {
        this.any = any;
        this.tags = tags;
    }

    /** Returns the tags of If-Match; none when the header is absent. */
    public static ETags ifMatch(ServerRequestHeaders headers) {
        return headers.first(HeaderNames.IF_MATCH).map(ETags::parse).orElse(new ETags(false, List.of()));
    }

    /** Returns the tags of If-None-Match; none when the header is absent. */
    public static ETags ifNoneMatch(ServerRequestHeaders headers) {
        return headers.first(HeaderNames.IF_NONE_MATCH).map(ETags::parse).orElse(new ETags(false, List.of()));
    }

    static ETags parse(String header) {
        if (header.strip().equals("*")) {
            return new ETags(true, List.of());
        }
        List<String> tags = new ArrayList<>();
        if (header.isBlank()) {
            throw malformed();
        }
        Matcher matcher = TAG.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw malformed();
            }
            if (matcher.group(1) != null) {
                tags.add(matcher.group(1));
            }
            at = matcher.end();
        }
        return new ETags(false, List.copyOf(tags));
    }

    private static Failure malformed() {
        return new Failure.Malformed("malformed-etag", "If-Match and If-None-Match take quoted entity tags.");
    }

    /** Returns whether the header was there. */
    public boolean given() {
        return any || !tags.isEmpty();
    }

    /** Returns whether one of the tags, or {@code *}, stands for this one. */
    public boolean match(String etag) {
        return any || tags.contains(etag);
    }

    /**
     * Returns whether one of the tags stands for this version, or no condition was given. What follows the version in a
     * tag tells of derived values, which no edit replaces.
     */
    public boolean allow(long version) {
        return !given() || any || tags.stream().anyMatch(tag -> version(tag).equals(Long.toString(version)));
    }

    /** Returns the newest version that a tag names; 0 for none. */
    public long newest() {
        return tags.stream()
                .map(VERSIONED::matcher)
                .filter(Matcher::matches)
                .mapToLong(version -> Long.parseLong(version.group(1)))
                .max()
                .orElse(0);
    }

    private static String version(String tag) {
        Matcher matcher = DERIVED.matcher(tag);
        return matcher.matches() ? matcher.group(1) : tag;
    }
}
