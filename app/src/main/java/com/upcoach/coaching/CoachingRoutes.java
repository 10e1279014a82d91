package com.upcoach.coaching;

import com.upcoach.coaching.advice.AdviceView;
import com.upcoach.entity.EntityReads;
import com.upcoach.goal.GoalStore;
import com.upcoach.goal.GoalView;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.DataVersions;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.IdempotentPost.Posted;
import com.upcoach.http.Json;
import com.upcoach.http.PathId;
import com.upcoach.http.Query;
import com.upcoach.http.Routing;
import com.upcoach.http.Scalars;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import com.upcoach.task.ProposedTasks;
import com.upcoach.task.Task;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/ai/recommendations} and {@code /api/ai/usage}. */
public final class CoachingRoutes implements HttpService {
    private static final int USAGE_DAYS = 30;

    private final AdviceService service;
    private final AiWindow window;
    private final UserRows rows;
    private final EntityReads reads;
    private final IdempotentPost posts;
    private final UnstoredAnswers personal;
    private final Clock clock;

    public CoachingRoutes(
            AdviceService service,
            AiWindow window,
            UserRows rows,
            EntityReads reads,
            IdempotentPost posts,
            Authentication authentication,
            Clock clock) {
        this.service = service;
        this.window = window;
        this.rows = rows;
        this.reads = reads;
        this.posts = posts;
        this.personal = new UnstoredAnswers(authentication);
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/recommendations")
                .getWithQuery(personal.handler(this::recommend))
                .on(rules);
        Routing.path("/recommendations/{id}/accept")
                .post(personal.handler(this::accept))
                .on(rules);
        Routing.path("/usage").get(personal.handler(this::usage)).on(rules);
    }

    private void recommend(Caller caller, ServerRequest request, ServerResponse response) {
        String which = Query.of(request.query(), Set.of("goalId"))
                .get("goalId", Scalars::id)
                .map(UUID::toString)
                .orElse(AdviceView.TOP);
        if (!which.equals(AdviceView.TOP)) {
            reads.require(caller, request, response, GoalView.RESOURCE, which, GoalStore.GOALS);
        }
        reads.send(caller, request, response, AdviceView.RESOURCE, service.query(caller.user(), which));
    }

    /** The tasks that accepting made. */
    private record Tasks(List<?> data) {}

    private void accept(Caller caller, ServerRequest request, ServerResponse response) {
        UUID id = PathId.of(request, "id", AdviceService::notFound);
        byte[] body = Bodies.none(request);
        Posted posted = posts.run(caller.user(), request, body, keep -> {
            AdviceService.Accepted accepted =
                    service.accept(caller.user(), id, (status, tasks) -> keep.apply(answer(status, tasks)));
            DataVersions.tell(request, response, accepted.dataVersion());
            return answer(accepted.anew() ? 201 : 200, accepted.tasks());
        });
        if (posted.replayed()) {
            DataVersions.tell(request, response, rows.caughtUp(caller.user()));
            Answers.replayed(request, response, posted.answer());
        } else {
            Answers.written(request, response, posted.answer());
        }
    }

    private static Answer answer(int status, List<Task> tasks) {
        byte[] json = Json.bytes(new Tasks(ProposedTasks.shown(tasks)));
        return new Answer(status, null, View.tagged(json).etag(), json);
    }

    /**
     * What a person used.
     *
     * @param window null when the policy is off
     * @param since first day of the sums, in UTC
     */
    private record Usage(
            AiWindow.@Nullable Shown window, LocalDate since, long interactions, long tokensIn, long tokensOut) {}

    private void usage(Caller caller, ServerRequest request, ServerResponse response) {
        LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(USAGE_DAYS - 1);
        View view = reads.view(caller, request, response, UsageView.RESOURCE, since.toString());
        UsageView.Sums sums = Json.trusted(view.plain(), UsageView.Sums.class);
        AiWindow.Shown shown = window.of(caller.user()).orElse(null);
        Usage usage = new Usage(shown, since, sums.interactions(), sums.tokensIn(), sums.tokensOut());
        Answers.view(request, response, View.tagged(Json.bytes(usage)));
    }
}
