package com.upcoach.checkin;

import com.upcoach.http.Query;
import com.upcoach.http.Scalars;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Which days of a goal's progress are asked for, checked.
 *
 * @param from first day
 * @param to last day, not before the first
 * @param bucket at most 400 of them
 */
record ProgressQuery(UUID goal, LocalDate from, LocalDate to, Bucket bucket) {
    static final Set<String> PARAMETERS = Set.of("from", "to", "bucket");

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_BUCKETS = 400;

    /** Reads a query; without days it asks for the last thirty, up to today. */
    static ProgressQuery of(UUID goal, Query query, Supplier<LocalDate> today) {
        LocalDate to = query.get("to", Scalars::date).orElseGet(today);
        LocalDate from = query.get("from", Scalars::date).orElse(to.minusDays(DEFAULT_DAYS - 1));
        Bucket bucket = query.get("bucket", Bucket::of).orElse(Bucket.DAY);
        if (to.isBefore(from)) {
            throw Query.fault("to", "invalid-parameter", "The last day is before the first.");
        }
        if (bucket.between(from, to) > MAX_BUCKETS) {
            throw Query.fault("from", "too-many-buckets", "These are more than 400 buckets.");
        }
        return new ProgressQuery(goal, from, to, bucket);
    }

    /** Returns it in canonical form. */
    String text() {
        return String.join("/", goal.toString(), from.toString(), to.toString(), bucket.text());
    }

    /** Reads what {@link #text} wrote. */
    static ProgressQuery parse(String text) {
        String[] parts = text.split("/", 4);
        return new ProgressQuery(
                UUID.fromString(parts[0]), LocalDate.parse(parts[1]), LocalDate.parse(parts[2]), Bucket.of(parts[3]));
    }
}
