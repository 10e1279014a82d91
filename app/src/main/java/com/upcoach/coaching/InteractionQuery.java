package com.upcoach.coaching;

import com.upcoach.http.Paging;
import com.upcoach.http.Query;
import com.upcoach.http.Scalars;
import com.upcoach.listing.Ordering;
import com.upcoach.listing.SortKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which interactions a list shows, in which order, and which part of them. Every parameter was checked. */
record InteractionQuery(Optional<InteractionKind> kind, Optional<UUID> goal, Ordering ordering, Paging paging) {
    private static final List<SortKey> SORT_KEYS =
            List.of(SortKey.instant("createdAt", "created_at"), SortKey.instant("updatedAt", "updated_at"));

    /** The parameters that the list takes. */
    static final Set<String> PARAMETERS = parameters();

    private static Set<String> parameters() {
        Set<String> names = new TreeSet<>(Paging.PARAMETERS);
        names.addAll(Set.of("kind", "goalId"));
        return Set.copyOf(names);
    }

    static InteractionQuery of(Query query) {
        return new InteractionQuery(
                query.get("kind", InteractionKind::of),
                query.get("goalId", Scalars::id),
                Ordering.of(query, SORT_KEYS, false),
                Paging.of(query));
    }
}
