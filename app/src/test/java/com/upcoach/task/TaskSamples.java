package com.upcoach.task;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Tasks with everything and with next to nothing. */
public final class TaskSamples {
    private TaskSamples() {}

    public static Stream<Object> of(UUID id, Instant now) {
        TaskContent full = new TaskContent(
                id,
                "Läuft 🏃",
                "notes",
                TaskStatus.IN_PROGRESS,
                4,
                LocalDate.of(2027, 2, 28),
                LocalTime.of(23, 59, 59),
                List.of(new ChecklistItem(id, "a", true)),
                100_000,
                7,
                List.of("b", "a"));
        TaskContent bare =
                new TaskContent(null, "x", "", TaskStatus.DONE, 0, null, null, List.of(), null, 0, List.of());
        return Stream.of(
                new Task(id, full, null, "ai", 7, now, now), new Task(id, bare, now, "user", 1, Instant.EPOCH, now));
    }
}
