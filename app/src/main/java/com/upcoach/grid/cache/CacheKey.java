package com.upcoach.grid.cache;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a key may look like, and the names under which its entry can be invalidated. A key is one to four segments
 * separated by {@code ':'}, none of them empty; its prefixes are those of its starts that end in {@code ':'}. A tag is
 * any text that does not end in {@code ':'}, so that no tag is ever taken for a prefix.
 */
final class CacheKey {
    private static final int MAX_SEGMENTS = 4;
    private static final Pattern KEY = Pattern.compile("[^:]+(:[^:]+){0," + (MAX_SEGMENTS - 1) + "}");

    private CacheKey() {}

    /** Returns the key when it is one, else throws {@link IllegalArgumentException}. */
    static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("'" + key + "' is not a key (one to four segments separated by ':')");
        }
        return key;
    }

    /** Returns the names whose generations an entry of this key with these tags carries. */
    static Set<String> names(String key, Set<String> tags) {
        Set<String> names = new HashSet<>();
        tags.forEach(tag -> names.add(tag(tag)));
        for (int end = checked(key).indexOf(':'); end >= 0; end = key.indexOf(':', end + 1)) {
            names.add(key.substring(0, end + 1));
        }
        return names;
    }

    /** Returns the name of a tag when it is one, else throws {@link IllegalArgumentException}. */
    static String tag(String tag) {
        if (tag.isBlank() || tag.endsWith(":")) {
            throw new IllegalArgumentException("'" + tag + "' is not a tag (any text that does not end in ':')");
        }
        return tag;
    }

    /** Returns the name of a prefix when a key can have it, else throws {@link IllegalArgumentException}. */
    static String prefix(String prefix) {
        if (!prefix.endsWith(":") || !KEY.matcher(prefix + "x").matches()) {
            throw new IllegalArgumentException(
                    "'" + prefix + "' is not a prefix (one to three segments, each followed by ':')");
        }
        return prefix;
    }
}
