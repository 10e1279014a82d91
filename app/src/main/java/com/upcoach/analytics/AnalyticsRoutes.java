package com.upcoach.analytics;

import com.upcoach.entity.EntityReads;
import com.upcoach.http.Query;
import com.upcoach.http.Routing;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import com.upcoach.user.Users;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/** {@code /api/analytics}. */
public final class AnalyticsRoutes implements HttpService {
    private final Users users;
    private final EntityReads reads;
    private final Authentication authentication;
    private final Clock clock;

    public AnalyticsRoutes(Users users, EntityReads reads, Authentication authentication, Clock clock) {
        this.users = users;
        this.reads = reads;
        this.authentication = authentication;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/summary")
                .getWithQuery(authentication.personal(this::summary))
                .on(rules);
    }

    private void summary(Caller caller, ServerRequest request, ServerResponse response) {
        Query query = Query.of(request.query(), Period.PARAMETERS);
        Period period = Period.of(query, users.days(caller.user()), clock.instant());
        reads.send(caller, request, response, AnalyticsView.RESOURCE, period.text());
    }
}
