package com.upcoach.goal;

import com.tangosol.io.pof.ConfigurablePofContext;
import com.tangosol.util.Binary;
import com.tangosol.util.ExternalizableHelper;
import com.upcoach.grid.row.Row;
import com.upcoach.grid.view.View;
import com.upcoach.http.Json;
import com.upcoach.http.Page;
import com.upcoach.micro.MicroBenchmark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;

/** A goal's row and a list of 20 goals (9.3 KiB of JSON), as they are encoded for clients and in POF. */
public class GoalListBenchmark extends MicroBenchmark {
    private static final int GOALS = 20;
    private static final Instant NOW = Instant.parse("2026-11-28T06:07:08.901234Z");

    private final ConfigurablePofContext pof = new ConfigurablePofContext("upcoach-pof-config.xml");
    private final Row row = new Row.Present(1, goal(1));
    private final Page<GoalAnswer> page = page();
    private final byte[] json = Json.bytes(page);
    private final View view = View.tagged(json);
    private final Binary encodedRow = ExternalizableHelper.toBinary(row, pof);
    private final Binary encodedView = ExternalizableHelper.toBinary(view, pof);

    private static Page<GoalAnswer> page() {
        List<GoalAnswer> shown = IntStream.rangeClosed(1, GOALS)
                .mapToObj(GoalListBenchmark::goal)
                .map(goal -> GoalAnswer.from(goal, Derived.none(goal)))
                .toList();
        return Page.numbered(shown, 1, GOALS, GOALS);
    }

    /** As those that {@code load/run} makes. */
    private static Goal goal(int number) {
        GoalContent content = new GoalContent(
                "Goal " + number,
                "Why this matters to me.",
                "health",
                GoalStatus.ACTIVE,
                number % 5,
                null,
                LocalDate.of(2027, 1, 1).plusDays(number * 17L),
                Metric.NONE,
                List.of("tag " + number % 7));
        return Goal.create(UUID.randomUUID(), content, NOW.minusSeconds(number * 86_400L));
    }

    /** The row, as it goes to a backup. */
    @Benchmark
    public Binary rowToPof() {
        return ExternalizableHelper.toBinary(row, pof);
    }

    /** The row, as its owner reads it for a write. */
    @Benchmark
    public Object rowFromPof() {
        return ExternalizableHelper.fromBinary(encodedRow, pof);
    }

    /** The list's rows as JSON. */
    @Benchmark
    public byte[] listToJson() {
        return Json.bytes(page);
    }

    /** The list's JSON as a view: digested and compressed. */
    @Benchmark
    public View jsonToView() {
        return View.tagged(json);
    }

    /** The view, as its owner keeps it: compressed only. */
    @Benchmark
    public Binary viewToPof() {
        return ExternalizableHelper.toBinary(view, pof);
    }

    /** The view, as a member has it from its owner: decompressed. */
    @Benchmark
    public Object viewFromPof() {
        return ExternalizableHelper.fromBinary(encodedView, pof);
    }
}
