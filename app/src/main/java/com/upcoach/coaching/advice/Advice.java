package com.upcoach.coaching.advice;

import java.util.Comparator;
import java.util.List;

/** All rules together: what is recommended, the most urgent first. */
final class Advice {
    private static final List<Rule> RULES = List.of(
            new Rule.Overdue(),
            new Rule.StreakAtRisk(),
            new Rule.TargetNearing(),
            new Rule.UntouchedPriority(),
            new Rule.HabitBelowTarget(),
            new Rule.Stalled(),
            new Rule.NoNextTask(),
            new Rule.TooManyGoals(),
            new Rule.PlanWeek(),
            new Rule.Celebrate());

    private static final Comparator<Recommendation> URGENCY = Comparator.comparingInt(Recommendation::priority)
            .reversed()
            .thenComparing(Recommendation::kind)
            .thenComparing(Recommendation::id);

    private Advice() {}

    /** Returns all recommendations: the same facts give the same ones in the same order. */
    static List<Recommendation> of(Facts facts) {
        return RULES.stream().flatMap(rule -> rule.of(facts)).sorted(URGENCY).toList();
    }
}
