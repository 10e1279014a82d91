package com.upcoach.task;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import com.upcoach.http.Paging;
import com.upcoach.http.Query;
import com.upcoach.listing.Listing;
import com.upcoach.listing.Ordering;
import com.upcoach.listing.SortKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The tasks of one goal; its entity tag is a digest of what it shows. The query is the goal's id, a question mark, and
 * the list's parameters. A CDI bean; thread-safe.
 */
@Singleton
public class GoalTasksView implements ViewSource {
    /** The resource of its keys. */
    public static final String RESOURCE = "goal-tasks";

    private static final List<SortKey> SORT_KEYS = Stream.concat(
                    Stream.of(TaskList.POSITION), TaskList.SORT_KEYS.stream())
            .distinct()
            .toList();

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String goalAndQuery) {
        return Scopes.tasksOf(UUID.fromString(goalAndQuery.substring(0, goalAndQuery.indexOf('?'))));
    }

    /** Returns the query of a view in canonical form; only one without fault has it. */
    public static String query(UUID goal, Query query) {
        Paging.of(query);
        Ordering.of(query, SORT_KEYS, true);
        return goal + "?" + query.canonical();
    }

    @Override
    public View load(Transaction snapshot, UUID user, String goalAndQuery) {
        String[] parts = goalAndQuery.split("\\?", 2);
        Query query = Query.parse(parts[1]);
        Listing<TaskAnswer> tasks = new Listing<>(TaskList.TASKS, user);
        tasks.and("goal_id = ?", UUID.fromString(parts[0]));
        return View.tagged(Json.bytes(tasks.page(snapshot, Ordering.of(query, SORT_KEYS, true), Paging.of(query))));
    }
}
