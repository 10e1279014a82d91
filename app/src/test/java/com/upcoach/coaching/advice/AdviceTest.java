package com.upcoach.coaching.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.coaching.advice.Recommendation.Kind;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The boundaries of each rule. */
class AdviceTest {
    /** A Wednesday. */
    private static final LocalDate TODAY = LocalDate.of(2027, 3, 31);

    private static final UUID USER = new UUID(1, 1);
    private static final UUID ID = new UUID(2, 2);

    private static Facts.Goal goal(
            int priority,
            @Nullable LocalDate target,
            int percent,
            int perWeek,
            int idle,
            int open,
            Set<LocalDate> checkIns) {
        LocalDate last = checkIns.stream().max(LocalDate::compareTo).orElse(null);
        int streak = 0;
        while (last != null && !last.isBefore(TODAY.minusDays(1)) && checkIns.contains(last.minusDays(streak))) {
            streak++;
        }
        return new Facts.Goal(
                ID,
                "Run",
                priority,
                target,
                percent,
                perWeek,
                TODAY.minusDays(idle),
                open,
                null,
                streak,
                last,
                checkIns);
    }

    private static List<Kind> kinds(Facts.Goal... goals) {
        return Advice.of(new Facts(USER, TODAY, List.of(goals), List.of(), 0, 0)).stream()
                .map(Recommendation::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0,6,",
        "0,13,",
        "0,14,STALLED",
        "3,6,",
        "3,7,UNTOUCHED_PRIORITY",
        "3,13,UNTOUCHED_PRIORITY",
        "3,14,STALLED"
    })
    void aGoalIsStalledFromTheFourteenthDayAndUntouchedFromTheSeventh(int priority, int idle, @Nullable Kind expected) {
        assertThat(kinds(goal(priority, null, 0, 0, idle, 1, Set.of())))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"-1,0,false", "0,0,true", "14,49,true", "14,50,false", "15,0,false"})
    void aTargetIsNearWithinTwoWeeks(int left, int percent, boolean said) {
        assertThat(kinds(goal(0, TODAY.plusDays(left), percent, 0, 0, 1, Set.of())))
                .isEqualTo(said ? List.of(Kind.TARGET_NEARING) : List.of());
    }

    @Test
    void aStreakIsAtRiskUntilTodaysCheckIn() {
        Set<LocalDate> two = Set.of(TODAY.minusDays(1), TODAY.minusDays(2));
        assertThat(kinds(goal(0, null, 0, 0, 9, 1, two))).containsExactly(Kind.STREAK_AT_RISK);
        assertThat(kinds(goal(0, null, 0, 0, 9, 1, Set.of(TODAY.minusDays(1))))).isEmpty();
        assertThat(kinds(goal(0, null, 0, 0, 9, 1, Set.of(TODAY, TODAY.minusDays(1), TODAY.minusDays(2)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4,false", "5,true", "7,true"})
    void aHabitIsBelowItsTargetWhenEveryDayThatIsLeftIsNeeded(int perWeek, boolean said) {
        assertThat(kinds(goal(0, null, 0, perWeek, 0, 0, Set.of())))
                .isEqualTo(said ? List.of(Kind.HABIT_BELOW_TARGET) : List.of());
    }

    @Test
    void saysWhenThereIsNoNextTaskAndWhenItIsNearlyDone() {
        assertThat(kinds(goal(0, null, 89, 0, 0, 0, Set.of()))).containsExactly(Kind.NO_NEXT_TASK);
        assertThat(kinds(goal(0, null, 90, 0, 0, 1, Set.of()))).containsExactly(Kind.CELEBRATE);
    }

    @Test
    void sevenGoalsAreNotTooMany() {
        Facts.Goal fine = goal(0, null, 0, 0, 0, 1, Set.of());
        assertThat(kinds(Collections.nCopies(7, fine).toArray(Facts.Goal[]::new)))
                .isEmpty();
        assertThat(kinds(Collections.nCopies(8, fine).toArray(Facts.Goal[]::new)))
                .containsExactly(Kind.TOO_MANY_GOALS);
    }

    @Test
    void aWeekIsPlannedWhenNothingIsDueAndThreeTasksAreLoose() {
        assertThat(Advice.of(new Facts(USER, TODAY, List.of(), List.of(), 2, 0)))
                .isEmpty();
        assertThat(Advice.of(new Facts(USER, TODAY, List.of(), List.of(), 3, 1)))
                .isEmpty();
        assertThat(Advice.of(new Facts(USER, TODAY, List.of(), List.of(), 3, 0)))
                .hasSize(1);
    }

    @Test
    void theSameFactsGiveTheSameIdsInTheSameOrderAndAnotherDayOthers() {
        List<Facts.OverdueTask> late = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> new Facts.OverdueTask(new UUID(9, i), null, "t" + i, TODAY.minusDays(i), 0))
                .toList();
        List<Recommendation> once = Advice.of(new Facts(USER, TODAY, List.of(), late, 0, 0));
        assertThat(Advice.of(new Facts(USER, TODAY, List.of(), late.reversed(), 0, 0)))
                .isEqualTo(once);
        assertThat(once).extracting(Recommendation::priority).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(once.getFirst().reason()).contains("days ago");
        assertThat(Advice.of(new Facts(USER, TODAY.plusDays(1), List.of(), late, 0, 0)))
                .extracting(Recommendation::id)
                .doesNotContainAnyElementsOf(
                        once.stream().map(Recommendation::id).toList());
    }

    @Test
    void aLongTitleStillMakesATask() {
        Facts.OverdueTask task = new Facts.OverdueTask(ID, null, "🏃".repeat(200), TODAY.minusDays(1), 0);
        Recommendation said = Advice.of(new Facts(USER, TODAY, List.of(), List.of(task), 0, 0))
                .getFirst();
        String title = said.proposedTasks().getFirst().title();
        assertThat(title.codePointCount(0, title.length())).isEqualTo(200);
    }
}
