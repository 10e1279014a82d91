package com.upcoach.trial;

import static com.upcoach.trial.LinearizabilityChecker.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.trial.LinearizabilityChecker.Verdict;
import com.upcoach.trial.LinearizabilityChecker.Verdict.Linearizable;
import com.upcoach.trial.LinearizabilityChecker.Verdict.Violation;
import com.upcoach.trial.Operation.Exchange;
import com.upcoach.trial.Operation.Outcome;
import com.upcoach.trial.Operation.Read;
import com.upcoach.trial.Operation.Write;
import com.upcoach.trial.Simulation.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearizabilityCheckerTest {
    private static final Register INITIAL = new Register(1, "a");
    private static final int CLIENTS = 10;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    @Test
    void nothingIsLinearizable() {
        assertLinearizable();
    }

    @Test
    void oneAfterTheOtherIsLinearizable() {
        assertLinearizable(
                read(1, 2, 1, "a"), won(3, 4, 1, "b"), read(5, 6, 2, "b"), lost(7, 8, 1, "c"), read(9, 10, 2, "b"));
    }

    @Test
    void theOrderOfTheListDoesNotMatter() {
        assertLinearizable(read(5, 6, 2, "b"), won(3, 4, 1, "b"), read(1, 2, 1, "a"));
    }

    @Test
    void concurrentReadsSeeBothSidesOfAWrite() {
        assertLinearizable(won(1, 10, 1, "b"), read(2, 9, 2, "b"), read(3, 8, 1, "a"), read(4, 7, 1, "a"));
    }

    @Test
    void ofConcurrentWritesOneWins() {
        assertLinearizable(lost(1, 10, 1, "b"), won(2, 9, 1, "c"), lost(3, 8, 1, "d"), read(11, 12, 2, "c"));
    }

    @Test
    void aWriteMayLoseBeforeItsVersionExists() {
        assertLinearizable(lost(1, 10, 2, "c"), won(2, 9, 1, "b"), read(11, 12, 2, "b"));
    }

    @Test
    void whatTouchesAtOneInstantIsConcurrent() {
        assertLinearizable(won(1, 5, 1, "b"), read(5, 6, 1, "a"));
        assertViolation(read(6, 7, 1, "a"), won(1, 5, 1, "b"), read(6, 7, 1, "a"));
    }

    @Test
    void anUnknownWriteMayTakeEffectLate() {
        assertLinearizable(
                unknown(1, 1, "b"),
                read(2, 3, 1, "a"),
                lost(4, 5, 7, "x"),
                read(6, 7, 1, "a"),
                read(8, 9, 2, "b"),
                won(10, 11, 2, "c"));
    }

    @Test
    void anUnknownWriteMayNeverTakeEffect() {
        assertLinearizable(unknown(1, 1, "b"), read(2, 3, 1, "a"), won(4, 5, 1, "c"), read(6, 7, 2, "c"));
    }

    @Test
    void anUnknownWriteExplainsWhatOthersLost() {
        assertLinearizable(unknown(1, 1, "b"), lost(2, 3, 1, "c"), read(4, 5, 2, "b"));
    }

    @Test
    void unknownWritesFollowEachOther() {
        assertLinearizable(unknown(1, 3, "d"), unknown(2, 2, "c"), unknown(3, 1, "b"), read(4, 5, 4, "d"));
    }

    @Test
    void aStaleReadAfterANewerOneIsFound() {
        Operation stale = read(6, 7, 1, "a");
        assertViolation(stale, won(1, 10, 1, "b"), read(2, 5, 2, "b"), stale, read(8, 9, 2, "b"));
    }

    @Test
    void aLostUpdateIsFound() {
        Operation second = won(2, 9, 1, "c");
        assertViolation(second, won(1, 8, 1, "b"), second);
    }

    @Test
    void aLossToNobodyIsFound() {
        Operation loser = lost(1, 3, 1, "b");
        assertViolation(loser, loser, read(4, 5, 1, "a"));
        assertViolation(loser, loser, won(4, 5, 1, "c"));
        assertViolation(loser, loser, unknown(4, 1, "c"));
    }

    @Test
    void aValueNeverWrittenIsFound() {
        Operation invented = read(3, 4, 2, "z");
        assertViolation(invented, won(1, 2, 1, "b"), invented);
        assertViolation(invented, lost(1, 2, 7, "z"), invented);
    }

    @Test
    void aWriteThatTookEffectBeforeItsCallIsFound() {
        Operation early = read(1, 2, 2, "b");
        assertViolation(early, early, won(3, 4, 1, "b"));
        assertViolation(early, early, unknown(3, 1, "b"));
    }

    @Test
    void anUnknownWriteThatWasSeenStays() {
        Operation unseen = read(4, 5, 1, "a");
        assertViolation(unseen, unknown(1, 1, "b"), read(2, 3, 2, "b"), unseen);
    }

    @Test
    void anUnknownWriteTakesEffectOnce() {
        Operation again = read(6, 7, 3, "b");
        assertViolation(again, unknown(1, 1, "b"), read(2, 3, 2, "b"), again);
    }

    @Test
    void aViolationTellsHowFarTheHistoryIsExplained() {
        Operation stale = read(5, 6, 1, "a");
        assertThat(check(INITIAL, List.of(stale, read(3, 4, 2, "b"), won(1, 2, 1, "b"), read(7, 8, 2, "b"))))
                .isEqualTo(new Violation("No order explains " + stale
                        + ", number 3 to return, of 4 operations; before it, Register[version=2, value=b]"));
    }

    @Test
    void onlyUnknownOutcomesNeverReturn() {
        assertThatThrownBy(() -> read(1, Operation.NEVER, 1, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Operation(1, 2, new Write(1, "b", Outcome.UNKNOWN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(2, 1, 1, "a")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Against a search without any shortcut, on histories so small that it ends. */
    @Test
    void agreesWithTryingEveryOrder() {
        Random random = new Random(1);
        int violations = 0;
        int linearizable = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Operation> history = small(random);
            switch (check(INITIAL, history)) {
                case Linearizable() -> {
                    linearizable++;
                    assertThat(explained(INITIAL, history, Operation.NEVER - 1))
                            .as(history.toString())
                            .isTrue();
                }
                case Violation(String explanation) -> {
                    violations++;
                    assertThat(explanation).as(history.toString()).contains(firstUnexplained(history));
                }
            }
        }
        assertThat(List.of(violations, linearizable)).allMatch(count -> count > 1_000);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void acceptsWhatACorrectRegisterDoes(long seed) {
        assertThat(check(Simulation.INITIAL, Simulation.history(seed, CLIENTS, 400, Fault.NONE)))
                .isEqualTo(new Linearizable());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void catchesStaleReads(long seed) {
        assertThat(check(Simulation.INITIAL, Simulation.history(seed, CLIENTS, 400, Fault.STALE_READS)))
                .isInstanceOf(Violation.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void catchesWritesThatIgnoreTheVersion(long seed) {
        assertThat(check(Simulation.INITIAL, Simulation.history(seed, CLIENTS, 400, Fault.BLIND_WRITES)))
                .isInstanceOf(Violation.class);
    }

    @Test
    void checksFiveThousandOperations() {
        List<Operation> history = Simulation.history(1, CLIENTS, 5_000, Fault.NONE);
        assertThat(check(Simulation.INITIAL, history)).isEqualTo(new Linearizable());
    }

    @Test
    void findsTheOneBadAnswerAfterFiveThousand() {
        List<Operation> history = new ArrayList<>(Simulation.history(1, CLIENTS, 5_000, Fault.NONE));
        Operation stale = read(Operation.NEVER - 2, Operation.NEVER - 1, 2, "value-0");
        history.addFirst(stale);
        assertThat(check(Simulation.INITIAL, history))
                .isInstanceOfSatisfying(
                        Violation.class, it -> assertThat(it.explanation()).contains(stale.toString()));
    }

    /** Two candidates for each version are as many paths as two to the power of the versions. */
    @Test
    void manyUnknownWritesDoNotMultiplyTheSearch() {
        List<Operation> history = new ArrayList<>();
        for (int version = 1; version <= 500; version++) {
            history.add(unknown(1, version, "x" + version));
            history.add(unknown(1, version, "y" + version));
        }
        Operation invented = read(2, 3, 501, "z");
        history.add(invented);
        assertViolation(invented, history.toArray(Operation[]::new));
    }

    private static List<Operation> small(Random random) {
        int size = 1 + random.nextInt(6);
        List<Integer> times =
                new ArrayList<>(IntStream.range(0, 2 * size).boxed().toList());
        Collections.shuffle(times, random);
        return Stream.generate(() -> small(random, times.removeLast(), times.removeLast()))
                .limit(size)
                .toList();
    }

    private static Operation small(Random random, int one, int other) {
        int version = 1 + random.nextInt(3);
        String value = version == 1 || random.nextInt(3) == 0 ? "a" : "b";
        Exchange exchange = random.nextBoolean()
                ? new Read(version, value)
                : new Write(version, random.nextInt(3) == 0 ? "a" : "b", OUTCOMES.get(random.nextInt(OUTCOMES.size())));
        return new Operation(Math.min(one, other), exchange.open() ? Operation.NEVER : Math.max(one, other), exchange);
    }

    private static String firstUnexplained(List<Operation> history) {
        return history.stream()
                .filter(it -> !it.exchange().open())
                .sorted(Comparator.comparingLong(Operation::returned))
                .filter(it -> !explained(INITIAL, history, it.returned()))
                .map(Operation::toString)
                .findFirst()
                .orElse("nothing, as an order explains all");
    }

    /** Whether some order explains all that had returned by the deadline. */
    private static boolean explained(Register register, List<Operation> left, long deadline) {
        if (left.stream().noneMatch(it -> it.returned() <= deadline)) {
            return true;
        }
        long firstReturn = left.stream().mapToLong(Operation::returned).min().orElse(Operation.NEVER);
        return left.stream()
                .filter(it -> it.invoked() <= firstReturn)
                .anyMatch(it -> register.after(it.exchange())
                        .filter(after -> explained(after, without(left, it), deadline))
                        .isPresent());
    }

    private static List<Operation> without(List<Operation> operations, Operation one) {
        return operations.stream().filter(it -> !it.equals(one)).toList();
    }

    private static void assertLinearizable(Operation... history) {
        assertThat(check(INITIAL, List.of(history))).isEqualTo(new Linearizable());
    }

    private static void assertViolation(Operation named, Operation... history) {
        Verdict verdict = check(INITIAL, List.of(history));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Violation.class, it -> assertThat(it.explanation()).contains(named.toString()));
    }

    private static Operation read(long invoked, long returned, long version, String value) {
        return new Operation(invoked, returned, new Read(version, value));
    }

    private static Operation won(long invoked, long returned, long expected, String value) {
        return new Operation(invoked, returned, new Write(expected, value, Outcome.WON));
    }

    private static Operation lost(long invoked, long returned, long expected, String value) {
        return new Operation(invoked, returned, new Write(expected, value, Outcome.LOST));
    }

    private static Operation unknown(long invoked, long expected, String value) {
        return new Operation(invoked, Operation.NEVER, new Write(expected, value, Outcome.UNKNOWN));
    }
}
