package com.upcoach.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The contract's scalar types, parsed strictly. Every method throws IllegalArgumentException or DateTimeException. */
public final class Scalars {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private Scalars() {}

    /** Parses a UUID in its 36-character form. */
    public static UUID id(String text) {
        require(ID.matcher(text).matches());
        return UUID.fromString(text);
    }

    /** Parses {@code YYYY-MM-DD}, years 1900–9998. */
    public static LocalDate date(String text) {
        require(DATE.matcher(text).matches());
        LocalDate date = LocalDate.parse(text);
        require(date.getYear() >= 1900 && date.getYear() < 9999);
        return date;
    }

    /** Parses a local time of day, {@code HH:MM} or {@code HH:MM:SS}. */
    public static LocalTime time(String text) {
        require(TIME.matcher(text).matches());
        return LocalTime.parse(text);
    }

    /** Parses an RFC 3339 instant with any offset, years 1900–9998. */
    public static Instant instant(String text) {
        require(INSTANT.matcher(text).matches());
        OffsetDateTime time = OffsetDateTime.parse(text);
        require(time.getYear() >= 1900 && time.getYear() < 9999);
        return time.toInstant();
    }

    /** Parses digits, 0–999,999,999. */
    public static int whole(String text) {
        require(WHOLE.matcher(text).matches());
        return Integer.parseInt(text);
    }

    /** Returns the text if it can be kept: PostgreSQL takes no NUL, and UTF-8 has no form for half a surrogate pair. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            require(point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE));
            i += Character.charCount(point);
        }
        return text;
    }

    /** Parses text of 1 to so many characters (code points). */
    public static Function<String, String> textOf(int max) {
        return text -> {
            require(!text.isEmpty() && text.codePointCount(0, text.length()) <= max);
            return text;
        };
    }

    /** Parses several of something, separated by commas; each once, in their order. */
    public static <T extends Comparable<T>> Function<String, List<T>> listOf(Function<String, T> parse) {
        return text -> Arrays.stream(text.split(",", -1))
                .map(parse)
                .distinct()
                .sorted()
                .toList();
    }

    /** Parses the name of a constant as it is on the wire, in lower case only. */
    public static <E extends Enum<E>> E constant(Class<E> type, String text) {
        E constant = Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        require(constant.name().toLowerCase(Locale.ROOT).equals(text));
        return constant;
    }

    private static void require(boolean held) {
        if (!held) {
            throw new IllegalArgumentException("not in its form");
        }
    }
}
