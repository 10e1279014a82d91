package com.upcoach.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.Views;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.DataVersions;
import com.upcoach.http.ETags;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.IdempotentPost.Posted;
import com.upcoach.http.Json;
import com.upcoach.http.MergePatch;
import com.upcoach.http.Paging;
import com.upcoach.http.Problems;
import com.upcoach.http.Query;
import com.upcoach.http.Routing;
import com.upcoach.http.Scalars;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import com.upcoach.task.GoalTasksView;
import com.upcoach.task.TaskContent;
import com.upcoach.task.Tasks;
import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/goals}. */
public final class GoalRoutes implements HttpService {
    private static final String PATH = "/api/goals/";

    private final GoalService service;
    private final UserRows rows;
    private final Views views;
    private final IdempotentPost posts;
    private final Authentication authentication;

    /** Checked queries by how they were written: apps send the same few. */
    private final Cache<String, String> canonicalQueries =
            Caffeine.newBuilder().maximumSize(2_000).build();

    public GoalRoutes(
            GoalService service, UserRows rows, Views views, IdempotentPost posts, Authentication authentication) {
        this.service = service;
        this.rows = rows;
        this.views = views;
        this.posts = posts;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/")
                .getWithQuery(authentication.personal(this::list))
                .post(authentication.personal(this::create))
                .on(rules);
        Routing.path("/{id}")
                .get(authentication.personal(this::show))
                .put(authentication.personal(this::replace))
                .patch(authentication.personal(this::patch))
                .deleteWithQuery(authentication.personal(this::delete))
                .on(rules);
        Routing.path("/{id}/tasks")
                .getWithQuery(authentication.personal(this::tasks))
                .on(rules);
    }

    private void list(Caller caller, ServerRequest request, ServerResponse response) {
        UriQuery query = request.query();
        String canonical = canonicalQueries.get(query.rawValue(), raw -> canonical(query));
        Answers.view(request, response, view(caller, request, response, GoalListView.RESOURCE, canonical));
    }

    /** Checks a query; only one without fault has a canonical form. */
    private static String canonical(UriQuery query) {
        Query checked = Query.of(query, GoalQuery.PARAMETERS);
        GoalQuery.of(checked);
        return checked.canonical();
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        View view =
                view(caller, request, response, GoalView.RESOURCE, id(request).toString());
        if (!view.present()) {
            throw GoalService.notFound();
        }
        Answers.view(request, response, view);
    }

    private void tasks(Caller caller, ServerRequest request, ServerResponse response) {
        UUID goal = id(request);
        String query = GoalTasksView.query(goal, Query.of(request.query(), Paging.PARAMETERS));
        if (!view(caller, request, response, GoalView.RESOURCE, goal.toString()).present()) {
            throw GoalService.notFound();
        }
        Answers.view(request, response, view(caller, request, response, GoalTasksView.RESOURCE, query));
    }

    /** Returns a view no older than what the client has seen, and tells the version that it shows. */
    private View view(Caller caller, ServerRequest request, ServerResponse response, String resource, String query) {
        long seen = DataVersions.seen(request.headers());
        View view = views.get(caller.user(), resource, query, rows.dataVersion(caller.user(), seen));
        DataVersions.tell(response, view.dataVersion(), seen);
        return view;
    }

    private void create(Caller caller, ServerRequest request, ServerResponse response) {
        byte[] body = Bodies.json(request);
        ObjectNode json = Json.object(body);
        With with = With.takenFrom(json);
        GoalContent content = Json.bind(json, GoalContent.Body.class).checked();
        List<Tasks.Draft> tasks = Tasks.checked(with.tasks);
        Posted posted = posts.run(caller.user(), request, body, keep -> {
            Edit.Made made = service.create(
                    caller.user(), Optional.ofNullable(with.id), content, tasks, goal -> keep.apply(created(goal)));
            tell(request, response, made.dataVersion());
            return created(made.goal());
        });
        if (posted.replayed()) {
            tell(request, response, rows.caughtUp(caller.user()));
            Answers.replayed(request, response, posted.answer());
        } else {
            Answers.written(request, response, posted.answer());
        }
    }

    /** What the body of a new goal may bring beside its content. */
    private record With(@Nullable UUID id, @Nullable List<TaskContent.@Nullable Body> tasks) {
        /** Takes it out of the body, so that what is left is the content. */
        static With takenFrom(ObjectNode json) {
            ObjectNode taken = json.objectNode();
            for (String name : List.of("id", "tasks")) {
                JsonNode value = json.remove(name);
                if (value != null) {
                    taken.set(name, value);
                }
            }
            return Json.bind(taken, With.class);
        }
    }

    /** An edit starts from rows no older than those the client has seen. */
    private void catchUp(Caller caller, ServerRequest request) {
        long seen = DataVersions.seen(request.headers());
        if (seen > 0) {
            rows.dataVersion(caller.user(), seen);
        }
    }

    private void replace(Caller caller, ServerRequest request, ServerResponse response) {
        catchUp(caller, request);
        ETags ifMatch = ETags.ifMatch(request.headers());
        if (!ifMatch.given()) {
            throw new Failure.PreconditionRequired();
        }
        GoalContent content =
                Json.read(Bodies.json(request), GoalContent.Body.class).checked();
        answer(request, response, service.edit(caller.user(), id(request), ifMatch::allow, ignored -> content));
    }

    private void patch(Caller caller, ServerRequest request, ServerResponse response) {
        catchUp(caller, request);
        ETags ifMatch = ETags.ifMatch(request.headers());
        ObjectNode patch = Json.object(Bodies.patch(request));
        Json.bind(patch, GoalContent.Body.class);
        answer(
                request,
                response,
                service.edit(caller.user(), id(request), ifMatch::allow, content -> patched(content, patch)));
    }

    private static GoalContent patched(GoalContent content, ObjectNode patch) {
        JsonNode present = Json.tree(GoalContent.Body.from(content));
        return Json.bind(MergePatch.apply((ObjectNode) present, patch), GoalContent.Body.class)
                .checked();
    }

    private void delete(Caller caller, ServerRequest request, ServerResponse response) {
        catchUp(caller, request);
        ETags ifMatch = ETags.ifMatch(request.headers());
        boolean withTasks = Query.of(request.query(), Set.of("tasks"))
                .get("tasks", GoalRoutes::deleted)
                .orElse(false);
        switch (service.delete(caller.user(), id(request), ifMatch::allow, withTasks)) {
            case Edit.Lost lost -> lost(request, response, lost);
            case Edit.Made made -> {
                tell(request, response, made.dataVersion());
                Answers.done(response);
            }
        }
    }

    private static boolean deleted(String tasks) {
        return switch (tasks) {
            case "delete" -> true;
            case "detach" -> false;
            default -> throw new IllegalArgumentException("delete or detach");
        };
    }

    private static void answer(ServerRequest request, ServerResponse response, Edit edit) {
        switch (edit) {
            case Edit.Lost lost -> lost(request, response, lost);
            case Edit.Made made -> {
                tell(request, response, made.dataVersion());
                Answers.written(request, response, answer(200, null, made.goal()));
            }
        }
    }

    private static void lost(ServerRequest request, ServerResponse response, Edit.Lost lost) {
        tell(request, response, lost.dataVersion());
        Problems.lost(
                request,
                response,
                GoalAnswer.from(lost.current()),
                lost.current().version());
    }

    private static void tell(ServerRequest request, ServerResponse response, long dataVersion) {
        DataVersions.tell(response, dataVersion, DataVersions.seen(request.headers()));
    }

    private static Answer created(Goal goal) {
        return answer(201, PATH + goal.id(), goal);
    }

    private static Answer answer(int status, @Nullable String location, Goal goal) {
        return new Answer(status, location, Long.toString(goal.version()), Json.bytes(GoalAnswer.from(goal)));
    }

    private static UUID id(ServerRequest request) {
        try {
            return Scalars.id(request.path().pathParameters().get("id"));
        } catch (IllegalArgumentException e) {
            throw GoalService.notFound();
        }
    }
}
