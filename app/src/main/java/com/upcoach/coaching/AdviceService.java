package com.upcoach.coaching;

import com.upcoach.coaching.advice.AdviceView;
import com.upcoach.coaching.advice.Recommendation;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.view.Views;
import com.upcoach.http.Json;
import com.upcoach.task.ProposedTasks;
import com.upcoach.task.Task;
import com.upcoach.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The rules of recommendations. Thread-safe. */
public final class AdviceService {
    private static final int MAX_TRIES = 3;

    private final UserRows rows;
    private final Views views;
    private final Users users;
    private final ProposedTasks tasks;
    private final Clock clock;

    public AdviceService(UserRows rows, Views views, Users users, Clock clock) {
        this.rows = rows;
        this.views = views;
        this.users = users;
        this.tasks = new ProposedTasks(rows);
        this.clock = clock;
    }

    /** Returns the query of the view of a person's recommendations today. */
    String query(UUID user, String which) {
        return AdviceView.query(users.days(user).day(clock.instant()), which);
    }

    /** Returns a person's recommendations today, as of all acknowledged writes. */
    List<Recommendation> today(UUID user, String which) {
        byte[] json = views.get(user, AdviceView.RESOURCE, query(user, which), rows.ownersVersions(user))
                .plain();
        return Json.trusted(json, AdviceView.Page.class).data();
    }

    /**
     * What accepting came to.
     *
     * @param anew whether the tasks were made by this very request
     */
    record Accepted(List<Task> tasks, boolean anew, long dataVersion) {}

    /**
     * Makes the tasks of a recommendation, once: later on it returns those that are left of them.
     *
     * @param keep makes the answer that is kept for retries from the tasks
     * @throws Failure.NotFound when nothing such is recommended today
     */
    Accepted accept(UUID user, UUID id, BiFunction<Integer, List<Task>, @Nullable KeptAnswer> keep) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            ProposedTasks.Made made = tasks.made(user, place -> Recommendation.taskId(id, place));
            Instant now = clock.instant();
            if (!made.left().isEmpty()) {
                return new Accepted(made.left(), false, tasks.left(user, now, keep.apply(200, made.left())));
            }
            if (made.ever()) {
                break;
            }
            List<Task> proposed = proposed(recommended(user, id), now);
            OptionalLong version = tasks.make(user, proposed, now, keep.apply(201, proposed));
            if (version.isPresent()) {
                return new Accepted(proposed, true, version.getAsLong());
            }
        }
        throw notFound();
    }

    private Recommendation recommended(UUID user, UUID id) {
        return today(user, AdviceView.ALL).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(AdviceService::notFound);
    }

    static Failure notFound() {
        return new Failure.NotFound("recommendation-not-found", "This is not recommended, or not any more.");
    }

    private static List<Task> proposed(Recommendation recommendation, Instant now) {
        List<Task> tasks = new ArrayList<>();
        for (Recommendation.ProposedTask task : recommendation.proposedTasks()) {
            tasks.add(ProposedTasks.task(
                    Recommendation.taskId(recommendation.id(), tasks.size()),
                    recommendation.goalId(),
                    task.title(),
                    task.notes(),
                    task.priority(),
                    task.dueDate(),
                    task.estimateMinutes(),
                    now));
        }
        return tasks;
    }
}
