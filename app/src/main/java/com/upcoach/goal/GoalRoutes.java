package com.upcoach.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upcoach.entity.EntityReads;
import com.upcoach.entity.EntityWrites;
import com.upcoach.entity.ListQueries;
import com.upcoach.grid.row.UserRows;
import com.upcoach.http.Bodies;
import com.upcoach.http.ETags;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.Json;
import com.upcoach.http.Paging;
import com.upcoach.http.Query;
import com.upcoach.http.Routing;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import com.upcoach.task.GoalTasksView;
import com.upcoach.task.TaskContent;
import com.upcoach.task.Tasks;
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
    private final IdempotentPost posts;
    private final EntityReads reads;
    private final EntityWrites<Goal> writes;
    private final Authentication authentication;
    private final ListQueries queries = new ListQueries(GoalQuery.PARAMETERS, GoalQuery::of);

    public GoalRoutes(
            GoalService service,
            UserRows rows,
            EntityReads reads,
            IdempotentPost posts,
            ShownGoals shown,
            Authentication authentication) {
        this.service = service;
        this.reads = reads;
        this.rows = rows;
        this.posts = posts;
        this.writes = new EntityWrites<>(GoalStore.GOALS, rows, posts, shown::of);
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
        reads.send(caller, request, response, GoalListView.RESOURCE, queries.canonical(request));
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        String id = writes.id(request).toString();
        reads.send(caller, request, response, GoalView.RESOURCE, id, GoalStore.GOALS);
    }

    private void tasks(Caller caller, ServerRequest request, ServerResponse response) {
        UUID goal = writes.id(request);
        String query = GoalTasksView.query(goal, Query.of(request.query(), Paging.PARAMETERS));
        reads.require(caller, request, response, GoalView.RESOURCE, goal.toString(), GoalStore.GOALS);
        reads.send(caller, request, response, GoalTasksView.RESOURCE, query);
    }

    private void create(Caller caller, ServerRequest request, ServerResponse response) {
        byte[] body = Bodies.json(request);
        ObjectNode json = Json.object(body);
        With with = With.takenFrom(json);
        GoalContent content = Json.bind(json, GoalContent.Body.class).checked();
        List<Tasks.Draft> tasks = Tasks.checked(with.tasks);
        // Shown by what it is made of: the answer is kept before PostgreSQL has any of it.
        EntityWrites<Goal> made =
                new EntityWrites<>(GoalStore.GOALS, rows, posts, (user, goal) -> ShownGoals.made(goal, tasks));
        made.post(
                caller,
                request,
                response,
                body,
                201,
                PATH,
                keep -> service.create(caller.user(), Optional.ofNullable(with.id), content, tasks, keep));
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

    private void replace(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.requiredCondition(caller, request);
        GoalContent content =
                Json.read(Bodies.json(request), GoalContent.Body.class).checked();
        UUID id = writes.id(request);
        writes.answer(
                caller, request, response, () -> service.edit(caller.user(), id, condition::allow, ignored -> content));
    }

    private void patch(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        ObjectNode patch = Json.object(Bodies.patch(request));
        Json.bind(patch, GoalContent.Body.class);
        UUID id = writes.id(request);
        writes.answer(
                caller,
                request,
                response,
                () -> service.edit(caller.user(), id, condition::allow, content -> patched(content, patch)));
    }

    private static GoalContent patched(GoalContent content, ObjectNode patch) {
        return EntityWrites.patched(GoalContent.Body.from(content), patch, GoalContent.Body.class)
                .checked();
    }

    private void delete(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        boolean withTasks = Query.of(request.query(), Set.of("tasks"))
                .get("tasks", GoalRoutes::deleted)
                .orElse(false);
        UUID id = writes.id(request);
        writes.answerDeleted(
                caller, request, response, () -> service.delete(caller.user(), id, condition::allow, withTasks));
    }

    private static boolean deleted(String tasks) {
        return switch (tasks) {
            case "delete" -> true;
            case "detach" -> false;
            default -> throw new IllegalArgumentException("delete or detach");
        };
    }
}
