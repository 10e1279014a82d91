package com.upcoach.task;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.util.UUID;

/** One task; its entity tag is its version. A CDI bean; thread-safe. */
@Singleton
public class TaskView implements ViewSource {
    static final String RESOURCE = "task";

    private final TaskStore store = new TaskStore();

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.task(UUID.fromString(query));
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query) {
        return snapshot.queryOne(store.select(), store::read, user, UUID.fromString(query))
                .map(task -> View.of(Long.toString(task.version()), Json.bytes(TaskAnswer.from(task))))
                .orElse(View.NOTHING);
    }
}
