package com.upcoach.coaching;

import com.upcoach.entity.EntityReads;
import com.upcoach.entity.EntityWrites;
import com.upcoach.entity.ListQueries;
import com.upcoach.entity.Shown;
import com.upcoach.grid.row.UserRows;
import com.upcoach.http.Bodies;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/ai/interactions}. */
public final class InteractionRoutes implements HttpService {
    private static final String PATH = "/api/ai/interactions/";

    private final InteractionService service;
    private final EntityReads reads;
    private final EntityWrites<Interaction> writes;
    private final UnstoredAnswers personal;
    private final ListQueries queries = new ListQueries(InteractionQuery.PARAMETERS, InteractionQuery::of);

    public InteractionRoutes(
            InteractionService service,
            UserRows rows,
            EntityReads reads,
            IdempotentPost posts,
            Authentication authentication) {
        this.service = service;
        this.reads = reads;
        this.writes = new EntityWrites<>(
                InteractionStore.INTERACTIONS,
                rows,
                posts,
                (user, interaction) -> Shown.of(interaction, InteractionAnswer.from(interaction)));
        this.personal = new UnstoredAnswers(authentication);
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/interactions")
                .getWithQuery(personal.handler(this::list))
                .post(personal.handler(this::ask))
                .on(rules);
        Routing.path("/interactions/{id}")
                .get(personal.handler(this::show))
                .delete(personal.handler(this::delete))
                .on(rules);
        Routing.path("/interactions/{id}/feedback")
                .post(personal.handler(this::rate))
                .on(rules);
    }

    private void list(Caller caller, ServerRequest request, ServerResponse response) {
        reads.send(caller, request, response, InteractionListView.RESOURCE, queries.canonical(request));
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        String id = writes.id(request).toString();
        reads.send(caller, request, response, InteractionView.RESOURCE, id, InteractionStore.INTERACTIONS);
    }

    private void ask(Caller caller, ServerRequest request, ServerResponse response) {
        byte[] body = Bodies.json(request);
        InteractionService.Draft draft =
                Json.read(body, InteractionService.Body.class).checked();
        writes.post(caller, request, response, body, 201, PATH, keep -> service.ask(caller.user(), draft, keep));
    }

    /** The body of a rating. */
    private record Rating(@Nullable Integer rating) {
        int checked() {
            Rules rules = new Rules();
            rules.require(rating != null, "/rating", "required", "This field is needed.");
            int stars = rating == null ? 1 : rules.whole("/rating", rating, 1, 5);
            rules.check();
            return stars;
        }
    }

    private void rate(Caller caller, ServerRequest request, ServerResponse response) {
        UUID id = writes.id(request);
        byte[] body = Bodies.json(request);
        int stars = Json.read(body, Rating.class).checked();
        writes.post(caller, request, response, body, 200, "", keep -> service.rate(caller.user(), id, stars, keep));
    }

    private void delete(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        UUID id = writes.id(request);
        writes.answerDeleted(caller, request, response, () -> service.delete(caller.user(), id, condition::allow));
    }
}
