package com.upcoach.goal;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.DailyViewSource;
import com.upcoach.grid.view.View;
import com.upcoach.http.Json;
import com.upcoach.http.Page;
import com.upcoach.http.Query;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Lists of goals; its entity tag is a digest of what it shows. A CDI bean; thread-safe. */
@Singleton
public class GoalListView implements DailyViewSource {
    static final String RESOURCE = "goals";

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.GOALS.and(Scopes.ACCOUNT);
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query, Instant now) {
        Page<Goal> page = GoalList.select(snapshot, user, GoalQuery.of(Query.parse(query)));
        Derivation derivation = Derivation.select(snapshot, user, page.data(), now);
        List<GoalAnswer> shown = page.data().stream().map(derivation::shown).toList();
        return View.tagged(Json.bytes(new Page<>(shown, page.pagination()))).until(derivation.until());
    }
}
