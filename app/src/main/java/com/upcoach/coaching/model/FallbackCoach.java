package com.upcoach.coaching.model;

import java.util.Optional;

/** Asks the provider if there is one, and the rules when it gives no answer. Thread-safe. */
public final class FallbackCoach {
    private final Optional<CoachModel> provider;
    private final RulesCoach rules = new RulesCoach();

    public FallbackCoach(Optional<CoachModel> provider) {
        this.provider = provider;
    }

    /** An answer, and whether the rules gave it in the provider's place. */
    public record Answered(CoachModel.Reply reply, boolean fallback) {}

    /** Answers, always. */
    public Answered answer(CoachModel.Question question) {
        if (provider.isEmpty()) {
            return new Answered(rules.answer(question), false);
        }
        try {
            return new Answered(provider.get().answer(question), false);
        } catch (CoachModel.NoReply e) {
            return new Answered(rules.answer(question), true);
        }
    }
}
