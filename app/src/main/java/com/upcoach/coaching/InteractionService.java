package com.upcoach.coaching;

import com.upcoach.coaching.advice.AdviceView;
import com.upcoach.coaching.model.CoachModel;
import com.upcoach.coaching.model.FallbackCoach;
import com.upcoach.entity.Edit;
import com.upcoach.entity.Entities;
import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import com.upcoach.goal.Goal;
import com.upcoach.goal.GoalStore;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.RowIds;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import com.upcoach.http.Rules;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The rules of interactions. The coach is asked before the write begins, so that nothing waits for it. Thread-safe. */
public final class InteractionService {
    private final Entities<Interaction> interactions;
    private final Entities<Goal> goals;
    private final AdviceService advice;
    private final FallbackCoach coach;
    private final Clock clock;

    public InteractionService(UserRows rows, AdviceService advice, FallbackCoach coach, Clock clock) {
        this.interactions = new Entities<>(rows, InteractionStore.INTERACTIONS);
        this.goals = new Entities<>(rows, GoalStore.GOALS);
        this.advice = advice;
        this.coach = coach;
        this.clock = clock;
    }

    /** A checked question. */
    record Draft(
            @Nullable UUID id,
            InteractionKind kind,
            @Nullable UUID goalId,
            String prompt) {}

    /** The body of a new interaction. */
    record Body(
            @Nullable UUID id,
            @Nullable InteractionKind kind,
            @Nullable UUID goalId,
            @Nullable String prompt) {
        Draft checked() {
            Rules rules = new Rules();
            rules.require(kind != null, "/kind", "required", "This field is needed.");
            String text = rules.text("/prompt", prompt, 1, 4_000);
            rules.check();
            return new Draft(id, kind == null ? InteractionKind.CHAT : kind, goalId, text);
        }
    }

    /**
     * Asks the coach and keeps what it answers.
     *
     * @throws Failure.Invalid when the goal is none of the person's
     * @throws Failure.Conflict when the id was used before
     */
    Edit.Made<Interaction> ask(UUID user, Draft draft, Function<Interaction, @Nullable KeptAnswer> keep) {
        requireGoal(user, draft.goalId());
        Instant begun = clock.instant();
        FallbackCoach.Answered answered = coach.answer(question(user, draft));
        Instant now = clock.instant();
        long took = Math.clamp(ChronoUnit.MILLIS.between(begun, now), 0, Integer.MAX_VALUE);
        UUID id = draft.id() == null ? RowIds.next(now) : draft.id();
        Interaction made = new Interaction(
                id, draft.kind(), draft.goalId(), draft.prompt(), outcome(answered, (int) took), null, 1, now, now);
        return interactions.add(user, made, List.of(), keep.apply(made));
    }

    private void requireGoal(UUID user, @Nullable UUID goal) {
        if (goal != null && goals.find(user, goal).isEmpty()) {
            throw new Failure.Invalid(
                    List.of(new Fault("/goalId", "not-found", "What this refers to does not exist.")));
        }
    }

    /** What is told of the person: titles, numbers and dates, but no ids and no names. */
    private CoachModel.Question question(UUID user, Draft draft) {
        String which = draft.goalId() == null ? AdviceView.TOP : draft.goalId().toString();
        List<String> facts = advice.today(user, which).stream()
                .map(each -> each.title() + ". " + each.reason())
                .toList();
        return new CoachModel.Question(draft.kind().text(), draft.prompt(), facts);
    }

    private static Interaction.Outcome outcome(FallbackCoach.Answered answered, int took) {
        CoachModel.Reply reply = answered.reply();
        return new Interaction.Outcome(
                reply.text(),
                "completed",
                reply.provider(),
                reply.model(),
                reply.tokensIn(),
                reply.tokensOut(),
                took,
                false,
                answered.fallback());
    }

    /**
     * Rates an answer; rating it so again changes nothing.
     *
     * @throws Failure.NotFound when the person has no such interaction
     */
    Edit.Made<Interaction> rate(UUID user, UUID id, int stars, Function<Interaction, @Nullable KeptAnswer> keep) {
        Instant now = clock.instant();
        Edit<Interaction> rated = interactions.edit(
                user,
                id,
                version -> true,
                interaction -> interaction.rated(stars, now),
                next -> Write.at(now, keep.apply(next)));
        return (Edit.Made<Interaction>) rated;
    }

    /** Deletes one, see {@link Entities#delete}. */
    Edit<Interaction> delete(UUID user, UUID id, LongPredicate allowed) {
        Instant now = clock.instant();
        return interactions.delete(user, id, allowed, now, ignored -> List.of());
    }
}
