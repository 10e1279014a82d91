package com.upcoach.me;

import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.DailyViewSource;
import com.upcoach.grid.view.View;
import com.upcoach.http.Json;
import com.upcoach.subscription.PlanInForce;
import com.upcoach.user.User;
import com.upcoach.user.UserAnswer;
import com.upcoach.user.UserStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** A person's own account with the plan that is in force, until that may end. A CDI bean; thread-safe. */
@Singleton
public class MeView implements DailyViewSource {
    static final String RESOURCE = "me";

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.ACCOUNT;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query, Instant now) {
        return UserStore.select(snapshot, user)
                .map(found -> view(found, PlanInForce.select(snapshot, user, now)))
                .orElse(View.NOTHING);
    }

    private static View view(User user, PlanInForce plan) {
        UserAnswer shown = UserAnswer.from(user, plan.plan());
        return View.of(shown.etag(), Json.bytes(shown)).until(plan.until());
    }
}
