package com.upcoach.checkin;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;

/** Check-ins with everything and with next to nothing. */
public final class CheckInSamples {
    private CheckInSamples() {}

    public static Stream<Object> of(UUID id, Instant now) {
        CheckInContent full =
                new CheckInContent(LocalDate.of(2027, 2, 28), now, new BigDecimal("-3.50"), "Läuft 🏃", 5);
        CheckInContent bare = new CheckInContent(LocalDate.EPOCH, Instant.EPOCH, null, "", null);
        return Stream.of(
                new CheckIn(id, id, "r", full, now, 7, now, now),
                new CheckIn(id, id, "ä", bare, Instant.EPOCH, 1, Instant.EPOCH, now));
    }
}
