package com.upcoach.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import com.upcoach.http.Query;
import com.upcoach.user.Days;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    private static Period of(String query, String zone, String dayStart, String now) {
        return Period.of(Query.parse(query), new Days(ZoneId.of(zone), LocalTime.parse(dayStart)), Instant.parse(now));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,00:00,2027-03-01T23:30:00Z,2027-03-02",
        "Europe/Berlin,04:00,2027-03-02T01:30:00Z,2027-03-01",
        "Pacific/Apia,00:00,2027-03-01T12:00:00Z,2027-03-02",
        "America/Santiago,00:00,2027-03-01T02:00:00Z,2027-02-28"
    })
    void todayIsThePersonsOwnDay(String zone, String dayStart, String now, LocalDate today) {
        Period days = of("", zone, dayStart, now);
        assertThat(days.today()).isEqualTo(today);
        assertThat(days.to()).isEqualTo(today);
        assertThat(days.from()).isEqualTo(today.minusDays(29));
        assertThat(Period.parse(days.text())).isEqualTo(days);
    }

    @Test
    void aDayIsAsLongAsTheCalendarMakesIt() {
        Period spring = of("from=2027-03-28&to=2027-03-28", "Europe/Berlin", "00:00", "2027-06-01T00:00:00Z");
        assertThat(Duration.between(spring.begin(), spring.end())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void atMost366DaysAreTaken() {
        assertThat(of("from=2027-01-01&to=2028-01-01", "UTC", "00:00", "2027-06-01T00:00:00Z")
                        .to())
                .isEqualTo(LocalDate.of(2028, 1, 1));
        for (String refused : new String[] {
            "from=2027-01-01&to=2028-01-02", "from=2027-01-02&to=2027-01-01", "from=2025-01-01", "to=x"
        }) {
            assertThatThrownBy(() -> of(refused, "UTC", "00:00", "2027-06-01T00:00:00Z"))
                    .as(refused)
                    .isInstanceOf(Failure.Malformed.class);
        }
    }
}
