package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final String HEAD = "timeStamp,elapsed,label,responseCode,success,bytes\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                directory.resolve("profile"), "gate.p95.millis=100\ngate.errors.percent=1\ngate.hits.percent=85\n");
        meters("before", 0, 0, 0);
        meters("after", 90, 10, 10);
    }

    @Test
    void passesAGoodRunAndDrawsIt() throws IOException {
        results("1700000000000,90,GET /api/goals,200,true,1\n1700000001000,80,\"GET /a,\"\"b\"\"\",200,true,1\n");
        assertThat(gate()).isZero();
        assertThat(Files.readString(directory.resolve("page")))
                .contains("GET /a,&quot;b&quot;", "Latency over time", "pass")
                .doesNotContain("FAIL", "http://", "https://", "NaN");
    }

    @Test
    void failsASlowRun() throws IOException {
        results("1700000000000,101,GET /api/goals,200,true,1\n");
        assertThat(gate()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("page"))).contains("FAIL");
    }

    @Test
    void failsARunWithErrors() throws IOException {
        results("1700000000000,1,GET /api/goals,200,true,1\n1700000000000,1,GET /api/goals,503,false,1\n");
        assertThat(gate()).isEqualTo(1);
    }

    @Test
    void failsARunThatWentToTheDatabase() throws IOException {
        results("1700000000000,1,GET /api/goals,200,true,1\n");
        meters("after", 80, 20, 20);
        assertThat(gate()).isEqualTo(1);
    }

    @Test
    void failsARunWithoutSamples() throws IOException {
        results("");
        assertThat(gate()).isEqualTo(1);
    }

    @Test
    void cannotJudgeWhatIsNoResult() throws IOException {
        Files.writeString(directory.resolve("results"), "");
        assertThat(gate()).isEqualTo(2);
        Files.writeString(directory.resolve("results"), "when,what\n1,2\n");
        assertThat(gate()).isEqualTo(2);
    }

    @Test
    void forgivesALastLineThatWasCutOff() throws IOException {
        results("1700000000000,90,GET /api/goals,200,true,1\n17000000");
        assertThat(gate()).isZero();
        results("17000000\n1700000000000,90,GET /api/goals,200,true,1\n");
        assertThat(gate()).isEqualTo(2);
    }

    private int gate() {
        return Gate.run(List.of(
                "--profile",
                path("profile"),
                "--results",
                path("results"),
                "--before",
                path("before"),
                "--after",
                path("after"),
                "--page",
                path("page")));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private void results(String lines) throws IOException {
        Files.writeString(directory.resolve("results"), HEAD + lines);
    }

    private void meters(String when, int hits, int misses, int loads) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve(when)).resolve("member-1"), """
                cache_hits_total{level="near",map="views"} %d
                cache_misses_total{level="near",map="views"} %d
                cache_hits_total{level="database",map="views"} %d
                """.formatted(
                        hits, misses, loads));
    }
}
