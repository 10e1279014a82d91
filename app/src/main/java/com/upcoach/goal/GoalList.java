package com.upcoach.goal;

import com.upcoach.database.Transaction;
import com.upcoach.http.Page;
import com.upcoach.listing.Listing;
import java.util.List;
import java.util.UUID;

/** The conditions of a list of goals. */
final class GoalList {
    private static final Listing.Source<Goal> GOALS =
            new Listing.Source<>("goal", "goals", GoalStore.COLUMNS, GoalStore::goal, Goal::id);

    private GoalList() {}

    /** Selects a page. */
    static Page<Goal> select(Transaction snapshot, UUID user, GoalQuery query) {
        Listing<Goal> goals = new Listing<>(GOALS, user);
        if (!query.statuses().isEmpty()) {
            List<String> names = query.statuses().stream().map(GoalStatus::text).toList();
            goals.and("status = ANY (CAST(? AS text[]))", names);
        }
        query.category().ifPresent(category -> goals.and("category = ?", category));
        query.tag().ifPresent(tag -> goals.and("CAST(? AS text) = ANY (tags)", tag));
        query.targetBefore().ifPresent(day -> goals.and("target_date < ?", day));
        query.targetAfter().ifPresent(day -> goals.and("target_date > ?", day));
        query.text().ifPresent(text -> goals.andContains(text, "title", "description"));
        query.updatedSince().ifPresent(instant -> goals.and("updated_at >= ?", instant));
        return goals.page(snapshot, query.ordering(), query.paging());
    }
}
