package com.upcoach.entity;

import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.Views;
import com.upcoach.http.Answers;
import com.upcoach.http.DataVersions;
import com.upcoach.session.Caller;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Answers a person's reads by views that are no older than what the client has seen. Thread-safe. */
public final class EntityReads {
    private final UserRows rows;
    private final Views views;

    public EntityReads(UserRows rows, Views views) {
        this.rows = rows;
        this.views = views;
    }

    /** Returns a view, and tells the client the data version that it shows. */
    public View view(Caller caller, ServerRequest request, ServerResponse response, String resource, String query) {
        long seen = DataVersions.seen(request.headers());
        View view = views.get(caller.user(), resource, query, rows.versions(caller.user(), seen));
        DataVersions.tell(response, view.dataVersion(), seen);
        return view;
    }

    /** Sends a view that is never absent, such as a list. */
    public void send(Caller caller, ServerRequest request, ServerResponse response, String resource, String query) {
        Answers.view(request, response, view(caller, request, response, resource, query));
    }

    /** Sends the view of one thing, or that there is no such thing. */
    public void send(
            Caller caller,
            ServerRequest request,
            ServerResponse response,
            String resource,
            String query,
            Kind<?> kind) {
        Answers.view(request, response, require(caller, request, response, resource, query, kind));
    }

    /**
     * Returns the view of one thing.
     *
     * @throws com.upcoach.failure.Failure.NotFound when there is no such thing
     */
    public View require(
            Caller caller,
            ServerRequest request,
            ServerResponse response,
            String resource,
            String query,
            Kind<?> kind) {
        View view = view(caller, request, response, resource, query);
        if (!view.present()) {
            throw kind.notFound();
        }
        return view;
    }
}
