package com.upcoach.checkin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upcoach.checkin.CheckInContent.Body;
import com.upcoach.entity.Entities;
import com.upcoach.entity.EntityReads;
import com.upcoach.entity.EntityWrites;
import com.upcoach.entity.EntityWrites.Outcome;
import com.upcoach.entity.ListQueries;
import com.upcoach.entity.Shown;
import com.upcoach.goal.GoalStore;
import com.upcoach.goal.GoalView;
import com.upcoach.grid.row.UserRows;
import com.upcoach.http.Bodies;
import com.upcoach.http.ETags;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.Json;
import com.upcoach.http.Query;
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

/** {@code /api/goals/{id}/check-ins} and {@code /api/goals/{id}/progress}. */
public final class CheckInRoutes implements HttpService {
    private static final int CREATED = 201;
    private static final int OK = 200;

    private final CheckInService service;
    private final EntityReads reads;
    private final EntityWrites<CheckIn> writes;
    private final Authentication authentication;
    private final ListQueries queries = new ListQueries(CheckInListView.PARAMETERS, CheckInListView::check);

    public CheckInRoutes(
            CheckInService service,
            UserRows rows,
            EntityReads reads,
            IdempotentPost posts,
            Authentication authentication) {
        this.service = service;
        this.reads = reads;
        this.writes = new EntityWrites<>(
                CheckInStore.CHECK_INS, rows, posts, (user, checkIn) -> Shown.of(checkIn, CheckInAnswer.from(checkIn)));
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/{id}/check-ins")
                .getWithQuery(authentication.personal(this::list))
                .post(authentication.personal(this::put))
                .on(rules);
        Routing.path("/{id}/check-ins/{checkInId}")
                .get(authentication.personal(this::show))
                .patch(authentication.personal(this::patch))
                .delete(authentication.personal(this::delete))
                .on(rules);
        Routing.path("/{id}/progress")
                .getWithQuery(authentication.personal(this::progress))
                .on(rules);
    }

    private void list(Caller caller, ServerRequest request, ServerResponse response) {
        UUID goal = goal(request);
        String query = goal + "?" + queries.canonical(request);
        reads.require(caller, request, response, GoalView.RESOURCE, goal.toString(), GoalStore.GOALS);
        reads.send(caller, request, response, CheckInListView.RESOURCE, query);
    }

    private void progress(Caller caller, ServerRequest request, ServerResponse response) {
        UUID goal = goal(request);
        ProgressQuery query = ProgressQuery.of(
                goal, Query.of(request.query(), ProgressQuery.PARAMETERS), () -> service.today(caller.user()));
        reads.require(caller, request, response, GoalView.RESOURCE, goal.toString(), GoalStore.GOALS);
        reads.send(caller, request, response, ProgressView.RESOURCE, query.text());
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        String query = CheckInView.query(goal(request), checkIn(request));
        reads.send(caller, request, response, CheckInView.RESOURCE, query, CheckInStore.CHECK_INS);
    }

    private void put(Caller caller, ServerRequest request, ServerResponse response) {
        UUID goal = goal(request);
        byte[] json = Bodies.json(request);
        ObjectNode object = Json.object(json);
        String requestId = requestId(object);
        Body body = Json.bind(object, Body.class);
        writes.post(caller, request, response, json, "/api/goals/" + goal + "/check-ins/", keep -> {
            Entities.Put<CheckIn> put = service.put(
                    caller.user(), goal, requestId, body, (checkIn, isNew) -> keep.as(isNew ? CREATED : OK, checkIn));
            return new Outcome<>(put.made(), put.isNew() ? CREATED : OK);
        });
    }

    /** Takes the request's name out of the body, so that what is left is the content. */
    private static String requestId(ObjectNode json) {
        ObjectNode taken = json.objectNode();
        JsonNode value = json.remove("requestId");
        if (value != null) {
            taken.set("requestId", value);
        }
        Rules rules = new Rules();
        String id = rules.text("/requestId", Json.bind(taken, Name.class).requestId, 1, 100);
        rules.check();
        return id;
    }

    private record Name(@Nullable String requestId) {}

    private void patch(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        ObjectNode patch = Json.object(Bodies.patch(request));
        Json.bind(patch, Body.class);
        UUID goal = goal(request);
        UUID id = checkIn(request);
        writes.answer(
                caller,
                request,
                response,
                () -> service.edit(
                        caller.user(),
                        goal,
                        id,
                        condition::allow,
                        present -> EntityWrites.patched(present, patch, Body.class)));
    }

    private void delete(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        UUID goal = goal(request);
        UUID id = checkIn(request);
        writes.answerDeleted(
                caller, request, response, () -> service.delete(caller.user(), goal, id, condition::allow));
    }

    private static UUID goal(ServerRequest request) {
        return EntityWrites.id(request, "id", GoalStore.GOALS);
    }

    private static UUID checkIn(ServerRequest request) {
        return EntityWrites.id(request, "checkInId", CheckInStore.CHECK_INS);
    }
}
