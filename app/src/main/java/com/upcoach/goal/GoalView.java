package com.upcoach.goal;

import com.upcoach.database.Transaction;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.util.UUID;

/** One goal; its entity tag is its version. A CDI bean; thread-safe. */
@Singleton
public class GoalView implements ViewSource {
    /** The resource of its keys. */
    public static final String RESOURCE = "goal";

    private final GoalStore store = new GoalStore();

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String id) {
        return snapshot.queryOne(store.select(), store::read, user, UUID.fromString(id))
                .map(goal -> View.of(Long.toString(goal.version()), Json.bytes(GoalAnswer.from(goal))))
                .orElse(View.NOTHING);
    }
}
