package com.upcoach.analytics;

import com.upcoach.http.Query;
import com.upcoach.http.Scalars;
import com.upcoach.user.Days;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The days that a summary is about, as a person counts them ({@link Days}).
 *
 * @param from the first day
 * @param to the last day
 * @param today the person's day now
 * @param begin when the first day begins
 * @param end when the last day is over
 */
record Period(LocalDate from, LocalDate to, LocalDate today, Instant begin, Instant end) {
    static final Set<String> PARAMETERS = Set.of("from", "to");

    private static final int MOST = 366;
    private static final int USUAL = 30;

    /** Takes the days that a query asks for: the last 30, unless it says otherwise; at most 366. */
    static Period of(Query query, Days days, Instant now) {
        LocalDate today = days.day(now);
        LocalDate to = query.get("to", Scalars::date)
                .orElseGet(() -> query.get("from", Scalars::date)
                        .filter(from -> from.isAfter(today))
                        .orElse(today));
        LocalDate from = query.get("from", Scalars::date).orElseGet(() -> to.minusDays(USUAL - 1));
        if (from.isAfter(to)) {
            throw Query.fault("from", "invalid-parameter", "The first day must not be after the last.");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST) {
            throw Query.fault("from", "invalid-parameter", "At most 366 days are summed up.");
        }
        return new Period(from, to, today, days.start(from), days.start(to.plusDays(1)));
    }

    /** Returns the query of a view: it names the person's day, so that none is shown on another. */
    String text() {
        return String.join("|", from.toString(), to.toString(), today.toString(), begin.toString(), end.toString());
    }

    /** Reads what {@link #text} wrote. */
    static Period parse(String text) {
        String[] parts = text.split("\\|", -1);
        return new Period(
                LocalDate.parse(parts[0]),
                LocalDate.parse(parts[1]),
                LocalDate.parse(parts[2]),
                Instant.parse(parts[3]),
                Instant.parse(parts[4]));
    }
}
