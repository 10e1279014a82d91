package com.upcoach.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {
    private static Days days(String zone, String start) {
        return new Days(ZoneId.of(zone), LocalTime.parse(start));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,00:00,2026-01-02T00:00:00Z,2026-01-02",
        "UTC,04:00,2026-01-02T02:00:00Z,2026-01-01",
        "UTC,04:00,2026-01-02T04:00:00Z,2026-01-02",
        "Europe/Berlin,00:00,2026-03-28T23:30:00Z,2026-03-29",
        "Europe/Berlin,02:30,2026-03-29T00:59:59Z,2026-03-28",
        "Europe/Berlin,02:30,2026-03-29T01:30:00Z,2026-03-29",
        "Pacific/Apia,00:00,2011-12-30T09:59:59Z,2011-12-29",
        "Pacific/Apia,00:00,2011-12-30T10:00:00Z,2011-12-31"
    })
    void aDayBeginsAtThePersonsTime(String zone, String start, Instant instant, LocalDate day) {
        assertThat(days(zone, start).day(instant)).isEqualTo(day);
    }

    /** Clocks go forward, back, at midnight, back over midnight, and over the date line. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,00:00,2026-03-27T00:00:00Z",
        "Europe/Berlin,02:30,2026-10-23T00:00:00Z",
        "America/Santiago,00:00,2026-09-04T00:00:00Z",
        "America/Santiago,23:30,2026-04-03T00:00:00Z",
        "America/Havana,00:30,2026-10-30T00:00:00Z",
        "Pacific/Apia,04:00,2011-12-28T00:00:00Z"
    })
    void daysNeverGoBackAndEndWhenTheNextBegins(String zone, String start, Instant from) {
        Days days = days(zone, start);
        LocalDate before = days.day(from);
        for (Instant at = from; at.isBefore(from.plus(Duration.ofDays(5))); at = at.plus(Duration.ofMinutes(10))) {
            LocalDate day = days.day(at);
            assertThat(day).as("%s", at).isAfterOrEqualTo(before);
            assertThat(days.end(at)).isAfter(at);
            assertThat(days.day(days.end(at).minusMillis(1))).isEqualTo(day);
            assertThat(days.day(days.end(at))).isAfter(day);
            before = day;
        }
    }

    @Test
    void aDayMayHave23Or25Hours() {
        Days berlin = days("Europe/Berlin", "00:00");
        assertThat(length(berlin, "2026-03-29")).isEqualTo(Duration.ofHours(23));
        assertThat(length(berlin, "2026-10-25")).isEqualTo(Duration.ofHours(25));
    }

    private static Duration length(Days days, String day) {
        LocalDate date = LocalDate.parse(day);
        return Duration.between(days.start(date), days.start(date.plusDays(1)));
    }
}
