package com.upcoach.goal;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.DailyViewSource;
import com.upcoach.grid.view.View;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One goal; its entity tag is its version, and a digest of what is derived if anything is. A CDI bean; thread-safe. */
@Singleton
public class GoalView implements DailyViewSource {
    /** The resource of its keys. */
    public static final String RESOURCE = "goal";

    private final GoalStore store = new GoalStore();

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String id) {
        return Scopes.goal(UUID.fromString(id)).and(Scopes.ACCOUNT);
    }

    @Override
    public View load(Transaction snapshot, UUID user, String id, Instant now) {
        return snapshot.queryOne(store.select(), store::read, user, UUID.fromString(id))
                .map(goal -> view(goal, Derivation.select(snapshot, user, List.of(goal), now)))
                .orElse(View.NOTHING);
    }

    private static View view(Goal goal, Derivation derivation) {
        return View.of(derivation.of(goal).etag(goal), Json.bytes(derivation.shown(goal)))
                .until(derivation.until());
    }
}
