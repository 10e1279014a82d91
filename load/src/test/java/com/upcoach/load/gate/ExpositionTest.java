package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.load.gate.Exposition.Series;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private static final String BEFORE = """
            # HELP cache_hits_total hits
            # TYPE cache_hits_total counter
            cache_hits_total{level="near",map="views",scope="vendor",} 100.0
            cache_misses_total{level="near",map="views"} 100.0
            cache_misses_total{level="database",map="views"} 0.0
            cache_hits_total{level="database",map="views"} 90.0
            cache_hits_total{level="grid",map="idempotency"} 5.0
            """;
    private static final String AFTER = """
            cache_hits_total{level="near",map="views",scope="vendor",} 900.0
            cache_misses_total{level="near",map="views"} 300.0
            cache_misses_total{level="database",map="views"} 10.0
            cache_hits_total{level="database",map="views"} 180.0
            cache_hits_total{level="grid",map="idempotency"} 7.0
            jvm_uptime_seconds NaN
            """;

    @Test
    void readsNamesLabelsAndValues() {
        assertThat(Exposition.of("a_total{x=\"1,\\\"2\\\"\",y=\"z\"} 1.5E3 1700000000\n")
                        .series())
                .containsExactly(new Series("a_total", Map.of("x", "1,\\\"2\\\"", "y", "z"), 1_500));
    }

    @Test
    void looksAtWhatGrewDuringTheRunOnly() {
        CacheUse use = CacheUse.of(List.of(Exposition.of(AFTER).since(Exposition.of(BEFORE))));
        assertThat(use.maps()).containsOnlyKeys("views");
        assertThat(use.all()).isEqualTo(new CacheUse.Use(800, 1_000, 100));
        assertThat(use.all().ratio()).hasValue(0.9);
        assertThat(use.all().nearRatio()).hasValue(0.8);
    }

    @Test
    void addsUpMembersOfWhichOneWasRestarted() {
        Exposition before = Exposition.of("cache_hits_total{level=\"near\",map=\"views\"} 500\n");
        Exposition restarted = Exposition.of("cache_hits_total{level=\"near\",map=\"views\"} 20\n")
                .since(before);
        Exposition other = Exposition.of("cache_hits_total{level=\"near\",map=\"views\"} 530\n")
                .since(before);
        assertThat(CacheUse.of(List.of(restarted, other)).all().lookups()).isEqualTo(50);
    }

    @Test
    void knowsNoRatioWhenNobodyLooked() {
        assertThat(CacheUse.of(List.of()).all().ratio()).isEmpty();
    }
}
