package com.upcoach.subscription;

import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Json;
import com.upcoach.http.Page;
import com.upcoach.http.Routing;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;

/** {@code /api/plans}: what everyone may know of the plans. Immutable. */
public final class PlanRoutes implements HttpService {
    private final View plans;

    public PlanRoutes(Plans plans) {
        List<Plans.Offer> offers = plans.offers();
        this.plans = View.tagged(Json.bytes(Page.numbered(offers, 1, 20, offers.size())));
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/")
                .get((request, response) -> Answers.publicView(request, response, plans))
                .on(rules);
    }
}
