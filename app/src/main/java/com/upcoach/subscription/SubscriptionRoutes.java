package com.upcoach.subscription;

import com.upcoach.entity.EntityWrites;
import com.upcoach.entity.Shown;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.DataVersions;
import com.upcoach.http.ETags;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.Json;
import com.upcoach.http.Routing;
import com.upcoach.http.Rules;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/subscription}. What it shows depends on the clock, so it is read at the owner and not from a view. */
public final class SubscriptionRoutes implements HttpService {
    private final SubscriptionService service;
    private final Plans plans;
    private final UserRows rows;
    private final EntityWrites<Subscription> writes;
    private final Authentication authentication;
    private final Clock clock;

    public SubscriptionRoutes(
            SubscriptionService service,
            Plans plans,
            UserRows rows,
            IdempotentPost posts,
            Authentication authentication,
            Clock clock) {
        this.service = service;
        this.plans = plans;
        this.rows = rows;
        this.writes = new EntityWrites<>(
                SubscriptionStore.SUBSCRIPTIONS, rows, posts, (user, subscription) -> shown(subscription));
        this.authentication = authentication;
        this.clock = clock;
    }

    /** The body of a change. */
    record Change(@Nullable Plan plan) {
        Plan checked() {
            Rules rules = new Rules();
            rules.require(plan != null, "/plan", "required", "This field is needed.");
            rules.check();
            return plan == null ? Plan.FREE : plan;
        }
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/").get(authentication.personal(this::show)).on(rules);
        Routing.path("/change").post(authentication.personal(this::change)).on(rules);
        Routing.path("/cancel").post(authentication.personal(this::cancel)).on(rules);
    }

    private Shown shown(Subscription subscription) {
        Instant now = clock.instant();
        return new Shown(subscription.etagAt(now), SubscriptionAnswer.from(subscription, plans, now));
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        rows.dataVersion(caller.user(), DataVersions.seen(request.headers()));
        Shown present = shown(service.of(caller.user()));
        // After the row was read at its owner: what is told must not be older than what is shown.
        DataVersions.tell(request, response, rows.ownersDataVersion(caller.user()));
        Answers.view(request, response, View.of(present.etag(), Json.bytes(present.body())));
    }

    private void change(Caller caller, ServerRequest request, ServerResponse response) {
        BiPredicate<Subscription, Instant> allowed = condition(caller, request);
        UUID user = caller.user();
        byte[] body = Bodies.json(request);
        Plan plan = Json.read(body, Change.class).checked();
        writes.act(caller, request, response, body, keep -> service.change(user, allowed, plan, keep));
    }

    private void cancel(Caller caller, ServerRequest request, ServerResponse response) {
        BiPredicate<Subscription, Instant> allowed = condition(caller, request);
        writes.act(caller, request, response, keep -> service.cancel(caller.user(), allowed, keep));
    }

    /** The tag tells more than the version, so both must be what the client has seen. */
    private BiPredicate<Subscription, Instant> condition(Caller caller, ServerRequest request) {
        ETags condition = writes.condition(caller, request);
        return (subscription, now) -> !condition.given() || condition.match(subscription.etagAt(now));
    }
}
