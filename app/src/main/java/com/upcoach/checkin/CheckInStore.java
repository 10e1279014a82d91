package com.upcoach.checkin;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.EntityTable;
import com.upcoach.entity.Kind;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of check-ins. A CDI bean; thread-safe. */
@Singleton
public class CheckInStore extends EntityTable<CheckIn> {
    /** The kind of its rows. */
    static final Kind<CheckIn> CHECK_INS = new Kind<>("check-in", CheckIn.class, "", new CheckInTouch());

    static final String COLUMNS = """
            id, goal_id, request_id, local_date, occurred_at, received_at, value, note, mood, \
            version, created_at, updated_at""";

    private static final Sql UPDATE = new Sql("check-in-update", """
                    UPDATE check_ins
                    SET local_date = ?, occurred_at = ?, value = ?, note = ?, mood = ?, version = ?, updated_at = ?
                    WHERE user_id = ? AND id = ? AND version = ?
                    """);

    public CheckInStore() {
        super(CHECK_INS, 2, "check_ins", COLUMNS);
    }

    @Override
    public CheckIn read(Columns columns) {
        return checkIn(columns);
    }

    /** Reads a check-in from {@link #COLUMNS}. */
    static CheckIn checkIn(Columns columns) {
        return new CheckIn(
                columns.uuid("id"),
                columns.uuid("goal_id"),
                columns.string("request_id"),
                new CheckInContent(
                        columns.date("local_date"),
                        columns.instant("occurred_at"),
                        columns.optionalDecimal("value"),
                        columns.string("note"),
                        columns.optionalInteger("mood")),
                columns.instant("received_at"),
                columns.longInteger("version"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    @Override
    public List<@Nullable Object> values(UUID user, CheckIn checkIn) {
        CheckInContent content = checkIn.content();
        return Arrays.asList(
                user,
                checkIn.id(),
                checkIn.goalId(),
                checkIn.requestId(),
                content.localDate(),
                content.occurredAt(),
                checkIn.receivedAt(),
                content.value(),
                content.note(),
                content.mood(),
                checkIn.version(),
                checkIn.createdAt(),
                checkIn.updatedAt());
    }

    @Override
    public boolean update(Transaction tx, UUID user, CheckIn checkIn, long expected) {
        CheckInContent content = checkIn.content();
        long rows = tx.change(
                UPDATE,
                content.localDate(),
                content.occurredAt(),
                content.value(),
                content.note(),
                content.mood(),
                checkIn.version(),
                checkIn.updatedAt(),
                user,
                checkIn.id(),
                expected);
        return rows == 1;
    }
}
