package com.upcoach.task;

import com.upcoach.http.Paging;
import com.upcoach.http.Query;
import com.upcoach.http.Scalars;
import com.upcoach.http.SizeLimits;
import com.upcoach.listing.Ordering;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which tasks a list shows, in which order, and which part of them. Every parameter was checked.
 *
 * @param statuses any of these; none means all
 * @param dueBefore due before this day
 * @param dueOn due on this day
 * @param text in title or notes, whatever its case
 * @param updatedSince changed at or after this instant
 */
record TaskQuery(
        Optional<UUID> goalId,
        List<TaskStatus> statuses,
        Optional<LocalDate> dueBefore,
        Optional<LocalDate> dueOn,
        Optional<String> tag,
        Optional<String> text,
        Optional<Instant> updatedSince,
        Ordering ordering,
        Paging paging) {

    private static final int MAX_TEXT = 200;

    /** The parameters that the list takes. */
    static final Set<String> PARAMETERS = parameters();

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(Paging.PARAMETERS);
        names.addAll(Set.of("goalId", "status", "dueBefore", "dueOn", "tag", "q", "updatedSince"));
        return Set.copyOf(names);
    }

    static TaskQuery of(Query query) {
        return new TaskQuery(
                query.get("goalId", Scalars::id),
                query.get("status", Scalars.listOf(TaskStatus::of)).orElse(List.of()),
                query.get("dueBefore", Scalars::date),
                query.get("dueOn", Scalars::date),
                query.get("tag", Scalars.textOf(SizeLimits.TAG)),
                query.get("q", Scalars.textOf(MAX_TEXT)),
                query.get("updatedSince", Scalars::instant),
                Ordering.of(query, TaskList.SORT_KEYS, false),
                Paging.of(query));
    }
}
