package com.upcoach.grid.row;

import com.upcoach.goal.Goal;
import com.upcoach.grid.DropEntry;
import com.upcoach.grid.OfPerson;
import com.upcoach.grid.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One of each type of this package that crosses the wire, the corners among them. */
public final class RowSamples {
    private RowSamples() {}

    public static Stream<Object> of(UUID user, UUID id, Instant now, KeptAnswer kept, List<Goal> goals) {
        RowKey key = new RowKey(user, "goal", id);
        Write write = new Write(id, now, kept, new Cap("goal", 50), Write.Stage.AMIDST);
        Goal goal = goals.getFirst();
        return Stream.concat(
                goals.stream().map(each -> new Row.Present(7, each)),
                Stream.of(
                        key,
                        new Row.Absent(3),
                        new Head(Versions.all(9).after(2, Scope.of("tasks")), write),
                        Head.settled(9),
                        write,
                        new Write(id, Instant.parse("1969-12-31T23:59:59.123456Z"), null, null, Write.Stage.LAST),
                        new Change(key, 7, goal),
                        new Change(key, 7, null),
                        new CommitWrite(
                                write, List.of(new Change(key, 6, goal), new Change(RowKey.head(user), 1, null)), true),
                        new CommitWrite(write, List.of(), false),
                        new Commit.Done(Long.MAX_VALUE),
                        new Commit.Stale(key, new Row.Absent(0)),
                        new ReadRow(),
                        new OfPerson(user),
                        new DropEntry<RowKey, Row>(),
                        new ForgetRows(List.of(key, RowKey.head(user))),
                        kept,
                        kept.answer(),
                        new Answer(204, null, null, new byte[0]),
                        new StoreFailure(StoreFailure.Reason.FENCED, "behind")));
    }
}
