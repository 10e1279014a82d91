package com.upcoach.coaching;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.util.UUID;

/** One interaction; its entity tag is its version. A CDI bean; thread-safe. */
@Singleton
public class InteractionView implements ViewSource {
    static final String RESOURCE = "interaction";

    private final InteractionStore store = new InteractionStore();

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.INTERACTIONS;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String id) {
        return snapshot.queryOne(store.select(), store::read, user, UUID.fromString(id))
                .map(found -> View.of(Long.toString(found.version()), Json.bytes(InteractionAnswer.from(found))))
                .orElse(View.NOTHING);
    }
}
