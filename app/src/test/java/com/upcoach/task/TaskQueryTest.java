package com.upcoach.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import com.upcoach.http.Cursor;
import com.upcoach.http.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskQueryTest {
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    @Test
    void asksForEverythingNewestFirst() {
        TaskQuery query = query("");
        assertThat(query.goalId()).isEmpty();
        assertThat(query.statuses()).isEmpty();
        assertThat(query.tag()).isEmpty();
        assertThat(query.text()).isEmpty();
        assertThat(query.ordering().key().parameter()).isEqualTo("createdAt");
        assertThat(query.ordering().ascending()).isFalse();
        assertThat(query.paging().cursor()).isEmpty();
    }

    @Test
    void takesEveryFilter() {
        TaskQuery query = query("goalId=" + ID + "&status=done&dueBefore=2027-03-01&dueOn=2027-02-28&tag=a%20b&q=%25"
                + "&updatedSince=2027-01-01T00:00:00Z");
        assertThat(query.goalId()).contains(ID);
        assertThat(query.statuses()).containsExactly(TaskStatus.DONE);
        assertThat(query.dueBefore()).contains(LocalDate.of(2027, 3, 1));
        assertThat(query.dueOn()).contains(LocalDate.of(2027, 2, 28));
        assertThat(query.tag()).contains("a b");
        assertThat(query.text()).contains("%");
        assertThat(query.updatedSince()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void takesSeveralStatusesEachOnce() {
        assertThat(query("status=done,todo,in_progress,done,cancelled").statuses())
                .containsExactly(TaskStatus.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"createdAt", "updatedAt", "dueDate", "priority", "position", "title"})
    void ordersByWhatIsAllowed(String key) {
        assertThat(query("orderBy=" + key + "&order=ASC").ordering().ascending())
                .isTrue();
        assertThat(query("orderBy=" + key).ordering().key().parameter()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "createdAt, 2027-01-02 03:04:05.678+00",
        "dueDate, 9999-12-31",
        "dueDate, 2027-01-02",
        "position, 1000000",
        "priority, 0",
        "title, a task"
    })
    void goesOnFromACursorOfItsOwnOrder(String key, String value) {
        Cursor cursor = new Cursor(key + " DESC", value, ID);
        assertThat(query("orderBy=" + key + "&cursor=" + cursor.token())
                        .ordering()
                        .after())
                .isEqualTo(Optional.of(cursor));
        assertRefused("orderBy=" + key + "&order=ASC&cursor=" + cursor.token());
        assertRefused("orderBy=" + (key.equals("title") ? "position" : "title") + "&cursor=" + cursor.token());
    }

    @ParameterizedTest
    @CsvSource({
        "createdAt, infinity",
        "dueDate, 2027-02-30",
        "position, 1; DROP TABLE tasks",
        "position, 99999999999",
        "priority, ''"
    })
    void refusesACursorThatWasNeverGiven(String key, String value) {
        assertRefused("orderBy=" + key + "&cursor=" + new Cursor(key + " DESC", value, ID).token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goalId=",
                "goalId=1",
                "status=",
                "status=open",
                "status=DONE,",
                "dueBefore=2027-02-30",
                "dueOn=tomorrow",
                "tag=",
                "q=",
                "q=%00",
                "updatedSince=2027-01-01",
                "orderBy=targetDate",
                "orderBy=notes",
                "orderBy=",
                "order=asc"
            })
    void refusesWhatDoesNotParse(String text) {
        assertRefused(text);
    }

    @Test
    void boundsText() {
        assertThat(query("tag=" + "x".repeat(50)).tag()).isPresent();
        assertRefused("tag=" + "x".repeat(51));
        assertThat(query("q=" + "x".repeat(200)).text()).isPresent();
        assertRefused("q=" + "x".repeat(201));
    }

    private static TaskQuery query(String text) {
        return TaskQuery.of(Query.parse(text));
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> query(text))
                .isInstanceOfSatisfying(
                        Failure.Malformed.class,
                        failure -> assertThat(failure.code()).isEqualTo("invalid-parameter"));
    }
}
