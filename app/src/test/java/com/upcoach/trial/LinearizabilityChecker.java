package com.upcoach.trial;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for an order of a history's operations that one register could have carried out one by one, each between its
 * call and its return: the search of Wing and Gong (Testing and verifying concurrent objects, 1993) with the memory of
 * visited configurations of Lowe (Testing for linearizability, 2017). One instance is one search, for one thread.
 */
final class LinearizabilityChecker {
    private static final int STATES_TOLD = 5;

    private final List<Operation> history;
    private final Timeline timeline;
    private final Set<Configuration> seen = new HashSet<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final BitSet explained = new BitSet();
    private int unexplained;
    private Register register;

    private int furthest = Timeline.END;
    private final Set<Register> furthestStates = new LinkedHashSet<>();

    private LinearizabilityChecker(Register initial, List<Operation> history) {
        this.history = List.copyOf(history);
        timeline = new Timeline(this.history);
        unexplained = (int) history.stream().filter(it -> !it.exchange().open()).count();
        register = initial;
    }

    /**
     * Judges a history, whose operations may be given in any order, of a register that began as told. Writes of unknown
     * outcome may stay without effect.
     */
    static Verdict check(Register initial, List<Operation> history) {
        return new LinearizabilityChecker(initial, history).search();
    }

    private Verdict search() {
        int at = settle();
        while (unexplained > 0) {
            if (timeline.isCall(at)) {
                at = attempt(at) ? settle() : timeline.next(at);
            } else {
                note(at);
                at = backtrack();
                if (at == Timeline.END) {
                    return violation();
                }
            }
        }
        return new Verdict.Linearizable();
    }

    /**
     * Takes every operation that may come next and leaves the register as it is; answers the first position left.
     * Whatever order explains the rest also does after these, so that no other choice need be tried.
     */
    private int settle() {
        int at = timeline.first();
        while (timeline.isCall(at)) {
            boolean idle = after(at).filter(register::equals).isPresent();
            at = idle ? take(at, register) : timeline.next(at);
        }
        return timeline.first();
    }

    /** Takes the operation next if it fits the register and leads to a configuration that was not tried yet. */
    private boolean attempt(int call) {
        Optional<Register> after = after(call);
        if (after.isEmpty()) {
            return false;
        }
        take(call, after.get());
        if (seen.add(new Configuration((BitSet) explained.clone(), register))) {
            return true;
        }
        undo();
        return false;
    }

    private Optional<Register> after(int call) {
        return register.after(history.get(timeline.operation(call)).exchange());
    }

    private int take(int call, Register after) {
        int operation = timeline.operation(call);
        if (!history.get(operation).exchange().open()) {
            explained.set(operation);
            unexplained--;
        }
        steps.push(new Step(call, register));
        register = after;
        return timeline.lift(call);
    }

    private int undo() {
        Step step = steps.pop();
        int operation = timeline.operation(step.call());
        if (!history.get(operation).exchange().open()) {
            explained.clear(operation);
            unexplained++;
        }
        register = step.before();
        timeline.restore(step.call());
        return step.call();
    }

    /** Undoes the last write and all that came after it; answers where to look for another, the end when all failed. */
    private int backtrack() {
        while (!steps.isEmpty()) {
            Register abandoned = register;
            int call = undo();
            if (!register.equals(abandoned)) {
                return timeline.next(call);
            }
        }
        return Timeline.END;
    }

    /** Remembers the furthest return that the search could not pass, and the states that it came there with. */
    private void note(int position) {
        if (position > furthest) {
            furthest = position;
            furthestStates.clear();
        }
        if (position == furthest) {
            furthestStates.add(register);
        }
    }

    private Verdict.Violation violation() {
        String states = furthestStates.stream()
                .limit(STATES_TOLD)
                .map(Register::toString)
                .collect(Collectors.joining(" or ", "", furthestStates.size() > STATES_TOLD ? " or others" : ""));
        return new Verdict.Violation("No order explains %s, number %d to return, of %d operations; before it, %s"
                .formatted(
                        history.get(timeline.operation(furthest)),
                        timeline.returned(furthest),
                        history.size(),
                        states));
    }

    /** What the search found. */
    sealed interface Verdict {
        /** Some order explains the whole history. */
        record Linearizable() implements Verdict {}

        /**
         * No order explains the history.
         *
         * @param explanation names the operation that ends the shortest part of the history that no order explains, by
         *     the time of return, and the states that the register could have had before it
         */
        record Violation(String explanation) implements Verdict {}
    }

    private record Step(int call, Register before) {}

    /**
     * All that decides how a search can go on. Writes of unknown outcome need no place in the set: the version only
     * grows, so that those that can still take effect are the ones that expect no less than it.
     */
    private record Configuration(BitSet explained, Register register) {}
}
