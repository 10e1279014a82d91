package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {
    private long now;
    private final LoadShedding shedding = new LoadShedding(() -> now);

    /** Begins one load within another, five milliseconds apart, until one is refused; returns how many were begun. */
    private int loadsUntilOneIsRefused() {
        now += Duration.ofMillis(5).toNanos();
        try {
            return shedding.pass(this::loadsUntilOneIsRefused) + 1;
        } catch (Failure.Unavailable e) {
            assertThat(e.code()).isEqualTo("overloaded");
            return 0;
        }
    }

    @Test
    void refusesToLoadWhatCannotBeHadSoon() {
        assertThat(loadsUntilOneIsRefused()).isBetween(64, 200);
        now += Duration.ofSeconds(2).toNanos();
        assertThat(shedding.<String>pass(() -> "loaded")).isEqualTo("loaded");
    }
}
