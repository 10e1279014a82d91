package com.upcoach.coaching.advice;

import com.upcoach.coaching.advice.Recommendation.Kind;
import com.upcoach.coaching.advice.Recommendation.ProposedTask;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One reason to recommend something: a pure function of the facts. A closed family; all of it is immutable. */
sealed interface Rule {
    /** Returns what it recommends, in no order. */
    Stream<Recommendation> of(Facts facts);

    /** A rule that looks at one goal at a time. */
    sealed interface OfGoal extends Rule {
        /** Returns what it recommends for a goal, or null. */
        @Nullable
        Recommendation of(Facts facts, Facts.Goal goal);

        @Override
        default Stream<Recommendation> of(Facts facts) {
            return facts.goals().stream().flatMap(goal -> Stream.ofNullable(of(facts, goal)));
        }
    }

    private static Recommendation about(
            Facts facts, Facts.Goal goal, Kind kind, int priority, String title, String reason, ProposedTask task) {
        return Recommendation.of(facts, kind, goal.id(), goal.id(), priority, title, reason, task);
    }

    private static String days(long count) {
        return count == 1 ? "1 day" : count + " days";
    }

    /** An open task whose due date is past. */
    record Overdue() implements Rule {
        @Override
        public Stream<Recommendation> of(Facts facts) {
            return facts.overdue().stream().map(task -> {
                long late = ChronoUnit.DAYS.between(task.due(), facts.today());
                return Recommendation.of(
                        facts,
                        Kind.OVERDUE,
                        task.id(),
                        task.goalId(),
                        task.priority() >= 3 || late >= 7 ? 4 : 3,
                        "Finish or move “" + task.title() + "”",
                        "It was due on " + task.due() + ", " + days(late) + " ago.",
                        new ProposedTask(
                                "Decide about “" + task.title() + "”: do it, move it or drop it",
                                "",
                                facts.today(),
                                10,
                                Math.max(2, task.priority())));
            });
        }
    }

    /** Days in a row with a check-in that end today unless another comes. */
    record StreakAtRisk() implements OfGoal {
        private static final int WORTH_SAVING = 2;

        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            int streak = goal.streak();
            if (!facts.today().minusDays(1).equals(goal.lastCheckIn()) || streak < WORTH_SAVING) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.STREAK_AT_RISK,
                    4,
                    "Keep your streak in “" + goal.title() + "”",
                    "You checked in on " + days(streak) + " in a row up to yesterday, and not yet today, "
                            + facts.today() + ".",
                    new ProposedTask("Check in: " + goal.title(), "", facts.today(), 5, 3));
        }
    }

    /** A target date within two weeks, and less done than there should be. */
    record TargetNearing() implements OfGoal {
        private static final int NEAR_DAYS = 14;
        private static final int LITTLE = 50;

        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            LocalDate target = goal.target();
            if (target == null || goal.perWeek() > 0 || goal.percent() >= LITTLE) {
                return null;
            }
            long left = ChronoUnit.DAYS.between(facts.today(), target);
            if (left < 0 || left > NEAR_DAYS) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.TARGET_NEARING,
                    left <= 3 ? 4 : 3,
                    "Push “" + goal.title() + "” or move its date",
                    "Its target date is " + target + ", in " + days(left) + ", and it stands at " + goal.percent()
                            + " %.",
                    new ProposedTask("Plan what is left of " + goal.title(), "", facts.today(), 20, 3));
        }
    }

    /** A goal of high priority for which nothing was done in a week. */
    record UntouchedPriority() implements OfGoal {
        private static final int HIGH = 3;
        private static final int UNTOUCHED_DAYS = 7;

        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            long idle = ChronoUnit.DAYS.between(goal.lastActive(), facts.today());
            if (goal.priority() < HIGH || idle < UNTOUCHED_DAYS || idle >= Stalled.STALLED_DAYS) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.UNTOUCHED_PRIORITY,
                    3,
                    "Come back to “" + goal.title() + "”",
                    "You gave it priority " + goal.priority() + ", and nothing was done since " + goal.lastActive()
                            + ", " + days(idle) + " ago.",
                    new ProposedTask("Work half an hour on " + goal.title(), "", facts.today(), 30, 3));
        }
    }

    /** A habit that can no longer reach its check-ins of this week without one on every day that is left. */
    record HabitBelowTarget() implements OfGoal {
        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            LocalDate monday = facts.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            long done = goal.checkIns().stream()
                    .filter(day -> !day.isBefore(monday) && !day.isAfter(facts.today()))
                    .count();
            boolean today = goal.checkIns().contains(facts.today());
            long daysAfter =
                    ChronoUnit.DAYS.between(facts.today(), monday.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)));
            long chances = daysAfter + 1;
            long missing = Math.min(goal.perWeek(), 7) - done;
            if (today || missing <= 0 || missing < chances) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.HABIT_BELOW_TARGET,
                    2,
                    "Catch up with “" + goal.title() + "” this week",
                    done + " of " + goal.perWeek() + " check-ins since " + monday + "; " + days(chances) + " left.",
                    new ProposedTask("Make time for " + goal.title(), "", facts.today(), 15, 2));
        }
    }

    /** A goal for which no task was done and no check-in came for two weeks. */
    record Stalled() implements OfGoal {
        static final int STALLED_DAYS = 14;

        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            long idle = ChronoUnit.DAYS.between(goal.lastActive(), facts.today());
            if (idle < STALLED_DAYS) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.STALLED,
                    goal.priority() >= UntouchedPriority.HIGH ? 4 : 2,
                    "Restart “" + goal.title() + "” with a small step",
                    "No task was done and no check-in came since " + goal.lastActive() + ", " + days(idle) + " ago.",
                    new ProposedTask("Take the smallest step for " + goal.title(), "", facts.today(), 15, 2));
        }
    }

    /** A goal, not a habit, without an open task. */
    record NoNextTask() implements OfGoal {
        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            if (goal.openTasks() > 0 || goal.perWeek() > 0) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.NO_NEXT_TASK,
                    2,
                    "Choose the next step for “" + goal.title() + "”",
                    "It has 0 open tasks and stands at " + goal.percent() + " %.",
                    new ProposedTask(
                            "Write down the next step for " + goal.title(),
                            "",
                            facts.today().plusDays(1),
                            10,
                            2));
        }
    }

    /** More active goals than most people can follow. */
    record TooManyGoals() implements Rule {
        private static final int MANY = 7;

        @Override
        public Stream<Recommendation> of(Facts facts) {
            int count = facts.goals().size();
            if (count <= MANY) {
                return Stream.empty();
            }
            return Stream.of(Recommendation.of(
                    facts,
                    Kind.TOO_MANY_GOALS,
                    facts.user(),
                    null,
                    1,
                    "Pause some goals",
                    count + " goals are active; up to " + MANY + " are easier to keep in view.",
                    new ProposedTask("Choose which goals to pause", "", facts.today(), 15, 1)));
        }
    }

    /** Open tasks without a date, and a week with nothing planned. */
    record PlanWeek() implements Rule {
        private static final int LOOSE = 3;

        @Override
        public Stream<Recommendation> of(Facts facts) {
            if (facts.undatedTasks() < LOOSE || facts.tasksThisWeek() > 0) {
                return Stream.empty();
            }
            return Stream.of(Recommendation.of(
                    facts,
                    Kind.PLAN_WEEK,
                    facts.user(),
                    null,
                    1,
                    "Plan your week",
                    facts.undatedTasks() + " open tasks have no date, and 0 are due from " + facts.today() + " to "
                            + facts.today().plusDays(6) + ".",
                    new ProposedTask("Give this week's tasks a day", "", facts.today(), 20, 1)));
        }
    }

    /** A goal that is nearly there. */
    record Celebrate() implements OfGoal {
        private static final int NEARLY = 90;

        @Override
        public @Nullable Recommendation of(Facts facts, Facts.Goal goal) {
            if (goal.percent() < NEARLY) {
                return null;
            }
            return about(
                    facts,
                    goal,
                    Kind.CELEBRATE,
                    1,
                    "Nearly there: “" + goal.title() + "”",
                    "It stands at " + goal.percent() + " %.",
                    new ProposedTask(
                            "Finish and celebrate " + goal.title(),
                            "",
                            facts.today().plusDays(3),
                            30,
                            1));
        }
    }
}
