package com.upcoach.grid.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {
    @Test
    void isShortenedByUpToATenth() {
        assertThat(TimeToLive.millis(TimeToLive.DEFAULT, always(0))).isEqualTo(3_600_000);
        assertThat(TimeToLive.millis(TimeToLive.DEFAULT, always(Math.nextDown(1.0))))
                .isBetween(3_240_000L, 3_240_001L);
    }

    @Test
    void entriesMadeTogetherDoNotEndTogether() {
        Random random = new Random(1);
        assertThat(LongStream.generate(() -> TimeToLive.millis(TimeToLive.DEFAULT, random))
                        .limit(1_000)
                        .distinct()
                        .count())
                .isGreaterThan(900);
    }

    @Test
    void isPositive() {
        assertThat(TimeToLive.millis(Duration.ofNanos(1), always(0))).isOne();
        assertThatIllegalArgumentException().isThrownBy(() -> TimeToLive.millis(Duration.ZERO, always(0)));
    }

    private static RandomGenerator always(double value) {
        return new Random() {
            private static final long serialVersionUID = 1;

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
