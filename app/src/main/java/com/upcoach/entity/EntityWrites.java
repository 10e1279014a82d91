package com.upcoach.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.DataVersions;
import com.upcoach.http.ETags;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.IdempotentPost.Posted;
import com.upcoach.http.Json;
import com.upcoach.http.MergePatch;
import com.upcoach.http.PathId;
import com.upcoach.http.Problems;
import com.upcoach.session.Caller;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a person's writes of one kind of thing: conditions, retries, and what is told of the outcome. Thread-safe.
 */
public final class EntityWrites<T extends Entity> {
    private final Kind<T> kind;
    private final UserRows rows;
    private final IdempotentPost posts;
    private final BiFunction<UUID, T, Shown> shown;

    /**
     * Creates the writes of a kind.
     *
     * @param shown what the person is shown of one
     */
    public EntityWrites(Kind<T> kind, UserRows rows, IdempotentPost posts, BiFunction<UUID, T, Shown> shown) {
        this.kind = kind;
        this.rows = rows;
        this.posts = posts;
        this.shown = shown;
    }

    /** Makes what is kept of an answer for retries: nothing when the request brought no Idempotency-Key. */
    @FunctionalInterface
    public interface Keep<T> extends Function<T, @Nullable KeptAnswer> {}

    /** Makes what is kept of an answer for retries, by the status that the answer has. */
    @FunctionalInterface
    public interface KeepAs<T> {
        @Nullable
        KeptAnswer as(int status, T entity);
    }

    /** What a POST did, and the status of its answer: 201 for what is new. */
    public record Outcome<T>(Edit.Made<T> made, int status) {}

    /**
     * Answers a POST, once for its Idempotency-Key.
     *
     * @param status of what is made
     * @param path that what is made has from now on, up to its id; empty when it is not new
     * @param work makes it, and in the same write what is kept
     */
    public void post(
            Caller caller,
            ServerRequest request,
            ServerResponse response,
            byte[] body,
            int status,
            String path,
            Function<Keep<T>, Edit.Made<T>> work) {
        post(
                caller,
                request,
                response,
                body,
                path,
                keep -> new Outcome<>(work.apply(entity -> keep.as(status, entity)), status));
    }

    /**
     * Answers a POST that makes something new or finds it there, once for its Idempotency-Key.
     *
     * @param path that what is made has from now on, up to its id; empty when it is never new
     * @param work makes it, and in the same write what is kept
     */
    public void post(
            Caller caller,
            ServerRequest request,
            ServerResponse response,
            byte[] body,
            String path,
            Function<KeepAs<T>, Outcome<T>> work) {
        Posted posted = posts.run(caller.user(), request, body, keep -> {
            Outcome<T> outcome = work.apply((status, entity) -> keep.apply(posted(caller, status, path, entity)));
            DataVersions.tell(request, response, outcome.made.dataVersion());
            return posted(caller, outcome.status, path, outcome.made.entity());
        });
        if (posted.replayed()) {
            DataVersions.tell(request, response, rows.caughtUp(caller.user()));
            Answers.replayed(request, response, posted.answer());
        } else {
            Answers.written(request, response, posted.answer());
        }
    }

    /**
     * Answers a POST without a body that edits, once for its Idempotency-Key.
     *
     * @param work edits, and keeps in the same write what is kept
     */
    public void act(Caller caller, ServerRequest request, ServerResponse response, Function<Keep<T>, Edit<T>> work) {
        act(caller, request, response, Bodies.none(request), work);
    }

    /** Answers a POST that edits by what its body says, once for its Idempotency-Key. */
    public void act(
            Caller caller,
            ServerRequest request,
            ServerResponse response,
            byte[] body,
            Function<Keep<T>, Edit<T>> work) {
        try {
            post(caller, request, response, body, 200, "", keep -> switch (edited(
                    caller, request, () -> work.apply(keep))) {
                case Edit.Made<T> made -> made;
                case Edit.Lost<T> lost -> throw new LostEdit(lost);
            });
        } catch (LostEdit e) {
            @SuppressWarnings("unchecked") // it was thrown above
            Edit.Lost<T> lost = (Edit.Lost<T>) e.lost;
            answerLost(caller, request, response, lost);
        }
    }

    /** Carries a lost condition out of a POST, so that nothing is kept of it. */
    private static final class LostEdit extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Edit.Lost<?> lost;

        LostEdit(Edit.Lost<?> lost) {
            super("condition lost", null, false, false);
            this.lost = lost;
        }
    }

    private Answer posted(Caller caller, int status, String path, T entity) {
        return answer(caller, status, path.isEmpty() || status != 201 ? null : path + entity.id(), entity);
    }

    /**
     * Returns the condition of an edit, which from here on starts from rows no older than those the client has seen.
     */
    public ETags condition(Caller caller, ServerRequest request) {
        long seen = DataVersions.seen(request.headers());
        if (seen > 0) {
            rows.dataVersion(caller.user(), seen);
        }
        return ETags.ifMatch(request.headers());
    }

    /**
     * Returns the condition of an edit that must have one.
     *
     * @throws Failure.PreconditionRequired when the request has none
     */
    public ETags requiredCondition(Caller caller, ServerRequest request) {
        ETags condition = condition(caller, request);
        if (!condition.given()) {
            throw new Failure.PreconditionRequired();
        }
        return condition;
    }

    /** Returns a record with a merge patch (RFC 7396) applied. */
    public static <B> B patched(B present, ObjectNode patch, Class<B> type) {
        return Json.bind(MergePatch.apply((ObjectNode) Json.tree(present), patch), type);
    }

    /**
     * Edits under the client's condition. One that is refused for an older version than the client names, or for nothing
     * being there, may be so because the grid fell behind: views are selected from PostgreSQL, and an owner may die, or
     * lose its connection, between a COMMIT and its own memory. The edit is then made of what PostgreSQL has.
     *
     * @param edit changes nothing when it is lost, and may be run twice
     */
    public Edit<T> edited(Caller caller, ServerRequest request, Supplier<Edit<T>> edit) {
        long seen = ETags.ifMatch(request.headers()).newest();
        try {
            Edit<T> outcome = edit.get();
            if (!(outcome instanceof Edit.Lost<T> lost) || lost.current().version() >= seen) {
                return outcome;
            }
            rows.forget(caller.user());
        } catch (Failure.NotFound e) {
            if (seen == 0 || !rows.fellBehind(caller.user())) {
                throw e;
            }
        }
        return edit.get();
    }

    /** Answers an edit: what it made, or that the condition was lost. */
    public void answer(Caller caller, ServerRequest request, ServerResponse response, Supplier<Edit<T>> edit) {
        switch (edited(caller, request, edit)) {
            case Edit.Lost<T> lost -> answerLost(caller, request, response, lost);
            case Edit.Made<T>(T entity, long dataVersion) -> {
                Shown present = shownOnceMade(caller, entity);
                DataVersions.tell(request, response, Math.max(dataVersion, present.dataVersion()));
                Answers.written(request, response, answer(200, null, present));
            }
        }
    }

    /** Nobody is told that nothing was changed, when it is only that it cannot be shown. */
    private Shown shownOnceMade(Caller caller, T entity) {
        try {
            return shown.apply(caller.user(), entity);
        } catch (Failure.Unavailable e) {
            throw GridCalls.outcomeUnknown();
        }
    }

    /** Answers a deletion: that it is done, or that the condition was lost. */
    public void answerDeleted(Caller caller, ServerRequest request, ServerResponse response, Supplier<Edit<T>> edit) {
        switch (edited(caller, request, edit)) {
            case Edit.Lost<T> lost -> answerLost(caller, request, response, lost);
            case Edit.Made<T> made -> {
                DataVersions.tell(request, response, made.dataVersion());
                Answers.done(response);
            }
        }
    }

    /** Answers that the condition was lost, with the thing as it is. */
    public void answerLost(Caller caller, ServerRequest request, ServerResponse response, Edit.Lost<T> lost) {
        Shown present = shown.apply(caller.user(), lost.current());
        DataVersions.tell(request, response, Math.max(lost.dataVersion(), present.dataVersion()));
        Problems.lost(request, response, present.body(), present.etag());
    }

    private Answer answer(Caller caller, int status, @Nullable String location, T entity) {
        return answer(status, location, shown.apply(caller.user(), entity));
    }

    private static Answer answer(int status, @Nullable String location, Shown present) {
        return new Answer(status, location, present.etag(), Json.bytes(present.body()));
    }

    /**
     * Returns the id in the path.
     *
     * @throws Failure.NotFound when it is none: nothing has such an id
     */
    public UUID id(ServerRequest request) {
        return id(request, "id", kind);
    }

    /** Returns the id of another kind that the path names. */
    public static UUID id(ServerRequest request, String parameter, Kind<?> kind) {
        return PathId.of(request, parameter, kind::notFound);
    }
}
