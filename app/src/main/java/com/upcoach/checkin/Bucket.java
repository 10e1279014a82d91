package com.upcoach.checkin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.upcoach.http.Scalars;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long the parts are that progress is told by. */
enum Bucket {
    @JsonProperty("day")
    DAY(ChronoUnit.DAYS),
    /** From Monday (ISO 8601). */
    @JsonProperty("week")
    WEEK(ChronoUnit.WEEKS),
    @JsonProperty("month")
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Bucket(ChronoUnit unit) {
        this.unit = unit;
    }

    /** Returns the name on the wire and in PostgreSQL's date_trunc. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a name on the wire.
     *
     * @throws IllegalArgumentException when there is none such
     */
    static Bucket of(String text) {
        return Scalars.constant(Bucket.class, text);
    }

    /** Returns the first day of the bucket that a day lies in. */
    LocalDate first(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    /** Returns the first day of the next bucket. */
    LocalDate next(LocalDate first) {
        return first.plus(1, unit);
    }

    /** Returns the number of buckets that the days from one to another lie in. */
    long between(LocalDate from, LocalDate to) {
        return unit.between(first(from), first(to)) + 1;
    }
}
