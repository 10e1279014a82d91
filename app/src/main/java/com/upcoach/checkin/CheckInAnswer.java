package com.upcoach.checkin;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A check-in as it is shown, every documented field and no other. */
record CheckInAnswer(
        UUID id,
        UUID goalId,
        String requestId,
        LocalDate localDate,
        Instant occurredAt,
        Instant receivedAt,
        @Nullable BigDecimal value,
        String note,
        @Nullable Integer mood,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static CheckInAnswer from(CheckIn checkIn) {
        CheckInContent content = checkIn.content();
        return new CheckInAnswer(
                checkIn.id(),
                checkIn.goalId(),
                checkIn.requestId(),
                content.localDate(),
                content.occurredAt(),
                checkIn.receivedAt(),
                content.value(),
                content.note(),
                content.mood(),
                checkIn.version(),
                checkIn.createdAt(),
                checkIn.updatedAt());
    }
}
