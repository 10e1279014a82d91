package com.upcoach.http;

import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import com.upcoach.grid.view.View;
import com.upcoach.micro.MicroBenchmark;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** A failure, from its making to the bytes of its problem answer; without the answer's headers. */
public class ProblemBenchmark extends MicroBenchmark {
    private final String requestId = "3f1c9a52-7d1e-4a0b-9f63-0c2f6f0d8e11";
    private final Instant opens = Instant.parse("2026-11-28T06:07:08Z");

    private View rendered(Failure failure) {
        return View.of("", Json.bytes(Problem.of(failure, requestId)));
    }

    /** 404. */
    @Benchmark
    public View notFound() {
        return rendered(new Failure.NotFound("goal-not-found", "There is no such goal."));
    }

    /** 429: what a flood of one person's requests costs. */
    @Benchmark
    public View limited() {
        return rendered(new Failure.Limited(600, opens));
    }

    /** 422 with three faults. */
    @Benchmark
    public View invalid() {
        return rendered(new Failure.Invalid(List.of(
                new Fault("/title", "required", "This field is needed."),
                new Fault("/priority", "out-of-range", "This number is out of 0–4."),
                new Fault("/targetDate", "before-start", "The target date must not be before the start date."))));
    }
}
