package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    private Path directory;

    @Test
    void passesWhenTheMedianOfTheRoundsIsAsMuchLessAsAsked() throws IOException {
        String off = run("off-1", 100, 200) + ',' + run("off-2", 100, 200) + ',' + run("off-3", 100, 200);
        String on = run("on-1", 90, 200) + ',' + run("on-2", 20, 200) + ',' + run("on-3", 10, 200);
        assertThat(compared(off, on, 80)).isZero();
        assertThat(compared(off, on, 81)).isEqualTo(1);
    }

    @Test
    void failsWhenAnswersFailed() throws IOException {
        assertThat(compared(run("off", 100, 200), run("on", 1, 503), 50)).isEqualTo(1);
    }

    @Test
    void cannotCompareWhatIsNotThere() throws IOException {
        String off = run("off", 100, 200);
        assertThat(compared(off, off + ',' + off, 0)).isEqualTo(2);
        assertThat(compared(off, directory.resolve("nothing").toString(), 0)).isEqualTo(2);
    }

    @Test
    void tellsWhatARequestCost() throws IOException {
        Run run = Run.of(Path.of(run("run", 100, 200)));
        assertThat(run.meanMillis()).isEqualTo(100);
        assertThat(run.statementsPerRequest()).isEqualTo(3);
        assertThat(run.databaseMillis()).isEqualTo(500);
    }

    private static int compared(String off, String on, int least) {
        return Comparison.run(List.of("--off", off, "--on", on, "--least", Integer.toString(least)));
    }

    /** Writes a run of two requests. */
    private String run(String name, int millis, int status) throws IOException {
        Path run = Files.createDirectories(directory.resolve(name));
        Files.writeString(run.resolve("profile.properties"), "gate.errors.percent=1\n");
        Files.writeString(run.resolve("results.jtl"), """
                timeStamp,elapsed,label,responseCode,success,bytes
                1700000000000,%1$d,GET /api/goals,%2$d,%3$b,1
                1700000000500,%1$d,GET /api/goals,%2$d,%3$b,1
                """.formatted(millis, status, status == 200));
        meters(run.resolve("before"), 4, 2);
        meters(run.resolve("after"), 10, 3);
        return run.toString();
    }

    private static void meters(Path when, int statements, int seconds) throws IOException {
        Files.writeString(Files.createDirectories(when).resolve("member-1"), """
                db_query_duration_seconds_count{statement="a"} %d
                db_query_duration_seconds_sum{statement="a"} %d
                """.formatted(statements, seconds));
    }
}
