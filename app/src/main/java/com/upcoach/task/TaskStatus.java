package com.upcoach.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.upcoach.http.Scalars;
import java.util.Locale;

/** Where a task stands. */
public enum TaskStatus {
    @JsonProperty("todo")
    TODO,
    @JsonProperty("in_progress")
    IN_PROGRESS,
    @JsonProperty("done")
    DONE,
    @JsonProperty("cancelled")
    CANCELLED;

    /** Returns the name on the wire and in the database. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a name on the wire.
     *
     * @throws IllegalArgumentException when there is none such
     */
    static TaskStatus of(String text) {
        return Scalars.constant(TaskStatus.class, text);
    }
}
