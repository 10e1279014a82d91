package com.upcoach.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/tasks}. */
public final class TaskRoutes implements HttpService {
    private static final String PATH = "/api/tasks/";

    private final TaskService service;
    private final Tasks tasks;
    private final EntityReads reads;
    private final EntityWrites<Task> writes;
    private final Authentication authentication;
    private final ListQueries queries = new ListQueries(TaskQuery.PARAMETERS, TaskQuery::of);

    public TaskRoutes(
            TaskService service,
            Tasks tasks,
            UserRows rows,
            EntityReads reads,
            IdempotentPost posts,
            Authentication authentication) {
        this.service = service;
        this.tasks = tasks;
        this.reads = reads;
        this.writes =
                new EntityWrites<>(TaskStore.TASKS, rows, posts, (user, task) -> Shown.of(task, TaskAnswer.from(task)));
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
                .delete(authentication.personal(this::delete))
                .on(rules);
        Routing.path("/{id}/complete")
                .post(authentication.personal(this::complete))
                .on(rules);
        Routing.path("/{id}/reopen").post(authentication.personal(this::reopen)).on(rules);
    }

    private void list(Caller caller, ServerRequest request, ServerResponse response) {
        reads.send(caller, request, response, TaskListView.RESOURCE, queries.canonical(request));
    }

    private void show(Caller caller, ServerRequest request, ServerResponse response) {
        String id = writes.id(request).toString();
        reads.send(caller, request, response, TaskView.RESOURCE, id, TaskStore.TASKS);
    }

    /** A task that says no position comes after its goal's others. */
    private void create(Caller caller, ServerRequest request, ServerResponse response) {
        byte[] body = Bodies.json(request);
        TaskContent.Body json = Json.read(body, TaskContent.Body.class);
        int place = json.position() == null ? tasks.nextPosition(caller.user(), json.goalId()) : 0;
        TaskContent content = json.checked(place);
        Optional<UUID> id = Optional.ofNullable(json.id());
        writes.post(
                caller, request, response, body, 201, PATH, keep -> service.create(caller.user(), id, content, keep));
    }

    private void replace(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.requiredCondition(caller, request);
        TaskContent content = Json.read(Bodies.json(request), TaskContent.Body.class)
                .withoutId()
                .checked(0);
        UUID id = writes.id(request);
        writes.answer(
                caller, request, response, () -> service.edit(caller.user(), id, condition::allow, ignored -> content));
    }

    private void patch(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        ObjectNode patch = Json.object(Bodies.patch(request));
        Json.bind(patch, TaskContent.Body.class).withoutId();
        UUID id = writes.id(request);
        writes.answer(
                caller,
                request,
                response,
                () -> service.edit(caller.user(), id, condition::allow, content -> patched(content, patch)));
    }

    private static TaskContent patched(TaskContent content, ObjectNode patch) {
        return EntityWrites.patched(TaskContent.Body.from(content), patch, TaskContent.Body.class)
                .checked(0);
    }

    private void complete(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        UUID id = writes.id(request);
        writes.act(caller, request, response, keep -> service.complete(caller.user(), id, condition::allow, keep));
    }

    private void reopen(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        UUID id = writes.id(request);
        writes.act(caller, request, response, keep -> service.reopen(caller.user(), id, condition::allow, keep));
    }

    private void delete(Caller caller, ServerRequest request, ServerResponse response) {
        ETags condition = writes.condition(caller, request);
        UUID id = writes.id(request);
        writes.answerDeleted(caller, request, response, () -> service.delete(caller.user(), id, condition::allow));
    }
}
