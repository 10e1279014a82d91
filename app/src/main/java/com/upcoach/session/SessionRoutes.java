package com.upcoach.session;

import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.Json;
import com.upcoach.http.Paging;
import com.upcoach.http.PathId;
import com.upcoach.http.Query;
import com.upcoach.http.Routing;
import com.upcoach.listing.Ordering;
import com.upcoach.listing.SortKey;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * {@code /api/auth}: a person's sessions, and ending them. Doing so twice is doing it once, so no key is kept of it.
 */
public final class SessionRoutes implements HttpService {
    private static final List<SortKey> SORT_KEYS =
            List.of(SortKey.instant("createdAt", "created_at"), SortKey.instant("lastActiveAt", "last_active_at"));

    private final Sessions sessions;
    private final Authentication authentication;

    public SessionRoutes(Sessions sessions, Authentication authentication) {
        this.sessions = sessions;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/logout")
                .post(authentication.personalEvenEnded(this::logOut))
                .on(rules);
        Routing.path("/logout-all")
                .post(authentication.personal(this::logOutEverywhere))
                .on(rules);
        Routing.path("/sessions")
                .getWithQuery(authentication.personal(this::list))
                .on(rules);
        Routing.path("/sessions/{id}")
                .delete(authentication.personal(this::end))
                .on(rules);
    }

    private void logOut(Caller caller, ServerRequest request, ServerResponse response) {
        Bodies.none(request);
        sessions.end(caller.user(), caller.session());
        Answers.done(response);
    }

    private void logOutEverywhere(Caller caller, ServerRequest request, ServerResponse response) {
        Bodies.none(request);
        sessions.endAll(caller);
        Answers.done(response);
    }

    private void list(Caller caller, ServerRequest request, ServerResponse response) {
        Query query = Query.of(request.query(), Paging.PARAMETERS);
        Ordering ordering = Ordering.of(query, SORT_KEYS, false);
        Answers.unstored(response);
        Answers.view(request, response, View.tagged(Json.bytes(sessions.list(caller, ordering, Paging.of(query)))));
    }

    private void end(Caller caller, ServerRequest request, ServerResponse response) {
        sessions.endOne(caller.user(), PathId.of(request, "id", Sessions::notFound));
        Answers.done(response);
    }
}
