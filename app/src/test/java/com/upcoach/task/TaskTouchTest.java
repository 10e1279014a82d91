package com.upcoach.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTouchTest {
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID GOAL = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-000000000003");
    private static final Scope TASK = Scopes.TASKS.and(Scopes.task(ID));
    private static final Scope COUNTED = Scopes.GOALS.and(Scopes.goal(GOAL));

    private final TaskTouch touch = new TaskTouch();

    private static Task task(@Nullable UUID goal, TaskStatus status, String title) {
        TaskContent content = new TaskContent(goal, title, "", status, 0, null, null, List.of(), null, 0, List.of());
        return Task.create(ID, content, "user", Instant.EPOCH);
    }

    @Test
    void aTaskWithoutAGoalTouchesNoGoal() {
        assertThat(touch.of(null, task(null, TaskStatus.TODO, "a"))).isEqualTo(TASK);
        assertThat(touch.of(task(null, TaskStatus.TODO, "a"), task(null, TaskStatus.DONE, "a")))
                .isEqualTo(TASK);
    }

    @Test
    void anotherTitleLeavesTheGoalAsItIs() {
        assertThat(touch.of(task(GOAL, TaskStatus.TODO, "a"), task(GOAL, TaskStatus.IN_PROGRESS, "b")))
                .isEqualTo(TASK.and(Scopes.tasksOf(GOAL)));
    }

    @Test
    void whatAGoalCountsTouchesIt() {
        Scope all = TASK.and(Scopes.tasksOf(GOAL)).and(COUNTED);
        Task open = task(GOAL, TaskStatus.TODO, "a");
        assertThat(touch.of(null, open)).isEqualTo(all);
        assertThat(touch.of(open, null)).isEqualTo(all);
        assertThat(touch.of(open, task(GOAL, TaskStatus.DONE, "a"))).isEqualTo(all);
        assertThat(touch.of(open, task(GOAL, TaskStatus.CANCELLED, "a"))).isEqualTo(all);
    }

    @Test
    void aMoveTouchesBothGoals() {
        assertThat(touch.of(task(GOAL, TaskStatus.TODO, "a"), task(OTHER, TaskStatus.TODO, "a")))
                .isEqualTo(TASK.and(Scopes.tasksOf(GOAL))
                        .and(Scopes.tasksOf(OTHER))
                        .and(COUNTED)
                        .and(Scopes.goal(OTHER)));
    }
}
