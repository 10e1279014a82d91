package com.upcoach.goal;

import com.upcoach.database.Transaction;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import com.upcoach.http.Query;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Lists of goals; its entity tag is a digest of what it shows. A CDI bean; thread-safe. */
@Singleton
public class GoalListView implements ViewSource {
    static final String RESOURCE = "goals";

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query) {
        byte[] json = Json.bytes(GoalList.select(snapshot, user, GoalQuery.of(Query.parse(query))));
        return View.tagged(json);
    }
}
