package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.upcoach.load.gate.CacheUse.Use;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final CacheUse CACHES = new CacheUse(Map.of("views", new Use(800, 1_000, 100)));

    @ParameterizedTest
    @CsvSource({
        "gate.p95.millis, 190, true",
        "gate.p95.millis, 189, false",
        "gate.p99.millis, 198, true",
        "gate.p99.millis, 197, false",
        "gate.errors.percent, 5, true",
        "gate.errors.percent, 4.9, false",
        "gate.throughput.least, 19, true",
        "gate.throughput.least, 19.1, false",
        "gate.refused.least, 10, true",
        "gate.refused.least, 11, false",
        "gate.samples.least, 200, true",
        "gate.samples.least, 201, false",
        "gate.hits.percent, 90, true",
        "gate.hits.percent, 90.1, false",
    })
    void eachRuleCanPassAndFail(String rule, String asked, boolean passed) {
        assertThat(Rules.of(profile(rule, asked)).judge(run(0), CACHES))
                .singleElement()
                .returns(passed, Verdict::passed);
    }

    @Test
    void whatWasNotSeenHasNotPassed() {
        assertThat(Rules.of(profile("gate.errors.percent", "100")).judge(new Results(0), CACHES))
                .singleElement()
                .returns(false, Verdict::passed);
        assertThat(Rules.of(profile("gate.hits.percent", "0")).judge(run(0), new CacheUse(Map.of())))
                .singleElement()
                .returns(false, Verdict::passed);
    }

    @Test
    void theBeginningIsNotJudged() {
        assertThat(Rules.of(profile("gate.p95.millis", "190")).judge(run(5), CACHES))
                .singleElement()
                .returns("195 ms", Verdict::seen);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.of(profile("gate.p95", "1")));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.of(profile("gate.p95.millis", "fast")));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.of(profile("gate.model", "ajar")));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.of(profile("visits", "1")));
    }

    private static Properties profile(String name, String value) {
        Properties profile = new Properties();
        profile.setProperty(name, value);
        return profile;
    }

    /** Ten seconds of twenty samples each, of 1 to 200 ms; every twentieth is refused. */
    private static Results run(int skipped) {
        Results results = new Results(skipped);
        for (int i = 0; i < 200; i++) {
            boolean refused = i % 20 == 0;
            results.add(new Sample(5_000 + i * 50, i + 1, "GET /api/goals", refused ? "429" : "200", !refused), 5_000);
        }
        return results;
    }
}
