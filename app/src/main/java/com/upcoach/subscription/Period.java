package com.upcoach.subscription;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A month of a subscription, by the calendar in UTC.
 *
 * @param end the first instant after it
 */
record Period(Instant start, Instant end) {
    /** Returns the month that begins now. */
    static Period from(Instant start) {
        return new Period(start, monthsAfter(start, 1));
    }

    /**
     * Returns the month in which an instant lies, counted from this one's start: from the 31st of January follow the
     * 28th of February and the 31st of March. An instant before its end lies in this one.
     */
    Period at(Instant now) {
        if (now.isBefore(end)) {
            return this;
        }
        long months = Math.max(1, ChronoUnit.MONTHS.between(utc(start), utc(now)));
        while (!now.isBefore(monthsAfter(start, months + 1))) {
            months++;
        }
        return new Period(monthsAfter(start, months), monthsAfter(start, months + 1));
    }

    private static Instant monthsAfter(Instant start, long months) {
        return utc(start).plusMonths(months).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
