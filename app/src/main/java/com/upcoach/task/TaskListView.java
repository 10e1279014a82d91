package com.upcoach.task;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import com.upcoach.http.Query;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Lists of tasks; its entity tag is a digest of what it shows. A CDI bean; thread-safe. */
@Singleton
public class TaskListView implements ViewSource {
    static final String RESOURCE = "tasks";

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.TASKS;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query) {
        return View.tagged(Json.bytes(TaskList.select(snapshot, user, TaskQuery.of(Query.parse(query)))));
    }
}
