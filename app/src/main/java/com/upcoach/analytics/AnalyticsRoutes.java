package com.upcoach.analytics;

import com.upcoach.entity.EntityReads;
import com.upcoach.failure.Failure;
import com.upcoach.http.Query;
import com.upcoach.http.Routing;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import com.upcoach.user.User;
import com.upcoach.user.Users;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.ZoneId;

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
        Query query = Query.of(request.query(), Days.PARAMETERS);
        User person = users.byId(caller.user())
                .orElseThrow(() -> new Failure.Unauthorized("account-gone", "This account does not exist any more."));
        Days days = Days.of(query, ZoneId.of(person.timeZone()), person.dayStart(), clock.instant());
        reads.send(caller, request, response, AnalyticsView.RESOURCE, days.text());
    }
}
