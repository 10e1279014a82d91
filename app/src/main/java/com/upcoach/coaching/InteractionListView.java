package com.upcoach.coaching;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import com.upcoach.http.Query;
import com.upcoach.listing.Listing;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Lists of interactions; its entity tag is a digest of what it shows. A CDI bean; thread-safe. */
@Singleton
public class InteractionListView implements ViewSource {
    static final String RESOURCE = "interactions";

    private static final Listing.Source<InteractionAnswer> INTERACTIONS = new Listing.Source<>(
            "interaction",
            "ai_interactions",
            InteractionStore.COLUMNS,
            columns -> InteractionAnswer.from(InteractionStore.interaction(columns)),
            InteractionAnswer::id);

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.INTERACTIONS;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String canonical) {
        InteractionQuery query = InteractionQuery.of(Query.parse(canonical));
        Listing<InteractionAnswer> list = new Listing<>(INTERACTIONS, user);
        query.kind().ifPresent(kind -> list.and("kind = ?", kind.text()));
        query.goal().ifPresent(goal -> list.and("goal_id = ?", goal));
        return View.tagged(Json.bytes(list.page(snapshot, query.ordering(), query.paging())));
    }
}
