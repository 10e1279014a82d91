package com.upcoach.admission;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a subject may make in a window.
 *
 * @param permits 1–1,000,000
 * @param window one second to one day
 */
public record Quota(int permits, Duration window) {
    /** The most permits that a quota grants. */
    public static final int MAX_PERMITS = 1_000_000;

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})/(\\d{1,5})([smh])");

    public Quota {
        if (permits < 1 || permits > MAX_PERMITS) {
            throw new IllegalArgumentException("permits out of 1–1000000");
        }
        if (window.toSeconds() < 1 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("window out of 1s–24h");
        }
    }

    /**
     * Parses {@code permits/window}, such as {@code 100/15m}; units are s, m and h.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Quota of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected permits/window such as 100/15m");
        }
        long amount = Long.parseLong(matcher.group(2));
        Duration window = switch (matcher.group(3)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        return new Quota(Integer.parseInt(matcher.group(1)), window);
    }
}
