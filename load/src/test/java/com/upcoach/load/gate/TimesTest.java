package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void percentilesAreExact() {
        Times times = new Times();
        IntStream.rangeClosed(1, 1_000).forEach(times::add);
        assertThat(times.percentile(0.5)).isEqualTo(500);
        assertThat(times.percentile(0.95)).isEqualTo(950);
        assertThat(times.percentile(0.999)).isEqualTo(999);
        assertThat(times.percentile(1)).isEqualTo(1_000);
    }

    @Test
    void oneSlowSampleInTwentyIsNotInThe95thOneMoreIs() {
        Times times = new Times();
        IntStream.range(0, 95).forEach(any -> times.add(10));
        IntStream.range(0, 5).forEach(any -> times.add(60_000));
        assertThat(times.percentile(0.95)).isEqualTo(10);
        times.add(60_000);
        assertThat(times.percentile(0.95)).isEqualTo(60_000);
    }

    @Test
    void addsUp() {
        Times some = new Times();
        some.add(3);
        Times more = new Times();
        more.add(900);
        some.add(more);
        assertThat(some.count()).isEqualTo(2);
        assertThat(some.longest()).isEqualTo(900);
        assertThat(some.percentile(0.5)).isEqualTo(3);
    }
}
