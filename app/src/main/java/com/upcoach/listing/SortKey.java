package com.upcoach.listing;

import com.upcoach.http.Scalars;
import java.time.LocalDateTime;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a list can be ordered by. Every order ends in the id, so that it is total.
 *
 * @param parameter the value of {@code orderBy}
 * @param expression the SQL that rows are ordered by; never null
 * @param type its PostgreSQL type
 * @param readable whether a cursor's value is one that PostgreSQL wrote and can read back; may throw
 *     IllegalArgumentException or DateTimeException instead of saying no
 */
public record SortKey(String parameter, String expression, String type, Predicate<String> readable) {

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?\\+00");
    private static final String FARTHEST = "9999-12-31";

    /** Returns the order by an instant. */
    public static SortKey instant(String parameter, String column) {
        return new SortKey(parameter, column, "timestamptz", SortKey::isInstant);
    }

    /** Returns the order by a date; a row without one comes where the farthest would. */
    public static SortKey date(String parameter, String column) {
        return new SortKey(parameter, "COALESCE(" + column + ", DATE '" + FARTHEST + "')", "date", SortKey::isDate);
    }

    /** Returns the order by a whole number. */
    public static SortKey number(String parameter, String column) {
        return new SortKey(parameter, column, "integer", SortKey::isNumber);
    }

    /** Returns the order by text, whatever its case. */
    public static SortKey text(String parameter, String column) {
        return new SortKey(
                parameter, "lower(" + column + ") COLLATE \"C\"", "text", text -> text.equals(Scalars.text(text)));
    }

    /** In UTC, as the session's time zone is: {@code 2027-01-02 03:04:05.678+00}. */
    private static boolean isInstant(String text) {
        return INSTANT.matcher(text).matches()
                && LocalDateTime.parse(text.substring(0, text.length() - 3).replace(' ', 'T'))
                                .getYear()
                        > 0;
    }

    private static boolean isDate(String text) {
        return text.equals(FARTHEST) || Scalars.date(text).toString().equals(text);
    }

    private static boolean isNumber(String text) {
        return Integer.toString(Integer.parseInt(text)).equals(text);
    }

    /** Returns the condition that a row comes after a cursor; its parameters are the cursor's value and id. */
    String after(boolean ascending) {
        return "(" + expression + ", id) " + (ascending ? ">" : "<") + " (CAST(? AS " + type + "), CAST(? AS uuid))";
    }

    /** Returns the name of the order that its cursors carry. */
    String name(boolean ascending) {
        return parameter + (ascending ? " ASC" : " DESC");
    }
}
