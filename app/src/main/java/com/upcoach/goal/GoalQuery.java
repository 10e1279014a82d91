package com.upcoach.goal;

import com.upcoach.http.Paging;
import com.upcoach.http.Query;
import com.upcoach.http.Scalars;
import com.upcoach.http.SizeLimits;
import com.upcoach.listing.Ordering;
import com.upcoach.listing.SortKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which goals a list shows, in which order, and which part of them. Every parameter was checked.
 *
 * @param statuses any of these; none means all
 * @param targetBefore target date before this day
 * @param targetAfter target date after this day
 * @param text in title or description, whatever its case
 * @param updatedSince changed at or after this instant
 */
record GoalQuery(
        List<GoalStatus> statuses,
        Optional<String> category,
        Optional<String> tag,
        Optional<LocalDate> targetBefore,
        Optional<LocalDate> targetAfter,
        Optional<String> text,
        Optional<Instant> updatedSince,
        Ordering ordering,
        Paging paging) {

    private static final int MAX_TEXT = 200;

    private static final List<SortKey> SORT_KEYS = List.of(
            SortKey.instant("createdAt", "created_at"),
            SortKey.instant("updatedAt", "updated_at"),
            SortKey.date("targetDate", "target_date"),
            SortKey.number("priority", "priority"),
            SortKey.text("title", "title"));

    /** The parameters that the list takes. */
    static final Set<String> PARAMETERS = parameters();

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(Paging.PARAMETERS);
        names.addAll(Set.of("status", "category", "tag", "targetBefore", "targetAfter", "q", "updatedSince"));
        return Set.copyOf(names);
    }

    static GoalQuery of(Query query) {
        return new GoalQuery(
                query.get("status", Scalars.listOf(GoalStatus::of)).orElse(List.of()),
                query.get("category", Scalars.textOf(SizeLimits.CATEGORY)),
                query.get("tag", Scalars.textOf(SizeLimits.TAG)),
                query.get("targetBefore", Scalars::date),
                query.get("targetAfter", Scalars::date),
                query.get("q", Scalars.textOf(MAX_TEXT)),
                query.get("updatedSince", Scalars::instant),
                Ordering.of(query, SORT_KEYS, false),
                Paging.of(query));
    }
}
