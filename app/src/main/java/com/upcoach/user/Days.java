package com.upcoach.user;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The calendar days of a person: each begins at a local time in the person's zone and lasts until the next begins, be
 * that 23, 24 or 25 hours. Immutable.
 *
 * @param zone where the person lives
 * @param dayStart local time at which a day begins; 02:00 still is the day before when days begin at 04:00
 */
public record Days(ZoneId zone, LocalTime dayStart) {
    private static final Days UTC = new Days(ZoneOffset.UTC, LocalTime.MIDNIGHT);

    private static final Sql SELECT = new Sql("user-days", "SELECT time_zone, day_start FROM users WHERE id = ?");

    /** Returns the days of an account. */
    public static Days of(User user) {
        return new Days(ZoneId.of(user.timeZone()), user.dayStart());
    }

    /** Selects the days of a person; those of UTC when there is no such person. */
    public static Days select(Transaction snapshot, UUID user) {
        return snapshot.queryOne(SELECT, Days::read, user).orElse(UTC);
    }

    private static Days read(Columns columns) {
        return new Days(ZoneId.of(columns.string("time_zone")), columns.time("day_start"));
    }

    /** Returns the day that an instant lies in. Later instants never lie in earlier days, also when clocks go back. */
    public LocalDate day(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone).plusDays(1);
        while (start(day).isAfter(instant)) {
            day = day.minusDays(1);
        }
        return day;
    }

    /**
     * Returns when a day begins: where clocks skip that time as soon as they are past it, where it comes twice the
     * first.
     */
    public Instant start(LocalDate day) {
        return day.atTime(dayStart).atZone(zone).toInstant();
    }

    /** Returns when the day ends that an instant lies in. */
    public Instant end(Instant instant) {
        return start(day(instant).plusDays(1));
    }
}
