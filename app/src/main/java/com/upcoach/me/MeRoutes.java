package com.upcoach.me;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upcoach.entity.Edit;
import com.upcoach.entity.EntityReads;
import com.upcoach.entity.EntityWrites;
import com.upcoach.entity.Shown;
import com.upcoach.failure.Failure;
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
import com.upcoach.session.AccountAdmission;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import com.upcoach.user.Profile;
import com.upcoach.user.User;
import com.upcoach.user.UserAnswer;
import com.upcoach.user.UserStore;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /api/me}. */
public final class MeRoutes implements HttpService {
    private final MeService service;
    private final EntityReads reads;
    private final EntityWrites<User> writes;
    private final Authentication authentication;
    private final AccountAdmission accounts;

    /**
     * Creates the routes.
     *
     * @param plans tells the name of the plan that holds for a person
     */
    public MeRoutes(
            MeService service,
            UserRows rows,
            EntityReads reads,
            IdempotentPost posts,
            Function<UUID, String> plans,
            Authentication authentication,
            AccountAdmission accounts) {
        this.service = service;
        this.reads = reads;
        this.writes = new EntityWrites<>(
                UserStore.USERS, rows, posts, (id, user) -> shown(UserAnswer.from(user, plans.apply(id))));
        this.authentication = authentication;
        this.accounts = accounts;
    }

    private static Shown shown(UserAnswer answer) {
        return new Shown(answer.etag(), answer);
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/")
                .get(authentication.personal(this::show))
                .patch(authentication.personal(this::patch))
                .delete(authentication.personal(this::delete))
                .on(rules);
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        View view = reads.view(caller, request, response, MeView.RESOURCE, "");
        if (!view.present()) {
            throw Failure.Unauthorized.accountGone();
        }
        Answers.view(request, response, view);
    }

    private void patch(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        ObjectNode patch = Json.object(Bodies.patch(request));
        Json.bind(patch, Profile.Body.class);
        writes.answer(
                caller,
                request,
                response,
                () -> service.edit(caller.user(), condition::allow, profile -> patched(profile, patch)));
    }

    private static Profile patched(Profile profile, ObjectNode patch) {
        return EntityWrites.patched(Profile.Body.from(profile), patch, Profile.Body.class)
                .checked();
    }

    private void delete(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        String password = Json.read(Bodies.json(request), Proof.class).checked();
        service.leaving(caller);
        accounts.admit(caller.user(), response);
        switch (writes.edited(caller, request, () -> service.delete(caller, password, condition::allow))) {
            case Edit.Made<User> made -> {
                DataVersions.forget(response);
                Answers.done(response);
            }
            case Edit.Lost<User> lost -> writes.answerLost(caller, request, response, lost);
        }
    }

    /** The body of a deletion: that it is the person who asks for it, not only who holds their device. */
    private record Proof(@Nullable String password) {
        String checked() {
            Rules rules = new Rules();
            String checked = rules.text("/password", password, 1, 128);
            rules.check();
            return checked;
        }

        /** Leaves everything out: it is secret. */
        @Override
        public String toString() {
            return "Proof";
        }
    }
}
