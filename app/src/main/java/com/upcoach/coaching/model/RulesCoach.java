package com.upcoach.coaching.model;

import java.util.ArrayList;
import java.util.List;

/** The answer that needs nobody: the same facts always give the same text. Immutable. */
public final class RulesCoach implements CoachModel {
    private static final int MAX_FACTS = 3;

    @Override
    public Reply answer(Question question) {
        List<String> lines = new ArrayList<>();
        lines.add(opening(question.kind()));
        for (String fact : question.facts()) {
            if (lines.size() <= MAX_FACTS) {
                lines.add("- " + fact);
            }
        }
        if (lines.size() == 1) {
            lines.add("Nothing is overdue and nothing stands still. Choose one small step for today and do it first.");
        }
        return new Reply(String.join("\n", lines), "rules", "rules-1", 0, 0);
    }

    private static String opening(String kind) {
        return switch (kind) {
            case "reflection" -> "Thank you for looking back. This is what your goals show:";
            case "recommendation" -> "This would help most now:";
            default -> "This is what stands out in your goals and tasks:";
        };
    }
}
