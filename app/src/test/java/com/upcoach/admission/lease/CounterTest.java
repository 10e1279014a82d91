package com.upcoach.admission.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.admission.lease.LeaseSimulation.Fault;
import com.upcoach.admission.lease.LeaseSimulation.Weather;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CounterTest {
    private static final int SCHEDULES = 5_000;
    private static final int STEPS = 400;

    @ParameterizedTest
    @EnumSource(Weather.class)
    void neverMoreThanTheQuotaInAnySchedule(Weather weather) {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            assertThat(LeaseSimulation.run(seed, STEPS, weather, Fault.NONE))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSimulationFindsEachFault(Fault fault) {
        assertThat(LongStream.range(0, SCHEDULES)
                        .anyMatch(seed -> !LeaseSimulation.run(seed, STEPS, Weather.STORM, fault)
                                .isEmpty()))
                .isTrue();
    }

    @Test
    void exactlyTheQuotaWhenMoreIsAskedFor() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            int[] result = LeaseSimulation.demandBeyondTheQuota(seed);
            assertThat(result[0]).as("seed %d", seed).isEqualTo(result[1]);
        }
    }

    @Test
    void aCounterThatWasLostGoesOnInTheWindowThatItsHoldersRemember() {
        Ask ask = new Ask(7, 2, 1, 5_000, 40, 1, 8, 100, 900_000, 3);
        Counter.Outcome outcome =
                Counter.ask(null, new SubjectId(1, 2), ask, 4_000).orElseThrow();
        assertThat(outcome.grant().windowEnd()).isEqualTo(5_000);
        assertThat(outcome.after().out()).isEqualTo(48);
    }

    @Test
    void anAnswerThatWasLostLosesNoPermits() {
        SubjectId id = new SubjectId(1, 2);
        Ask first = new Ask(7, 1, 1, 0, 0, 1, 8, 100, 1_000, 3);
        Ask again = new Ask(7, 2, 1, 0, 0, 1, 8, 100, 1_000, 3);
        Counter lost = Counter.ask(null, id, first, 0).orElseThrow().after();
        assertThat(Counter.ask(lost, id, again, 1).orElseThrow().after().out()).isEqualTo(8);
        Ask newShare = new Ask(7, 3, 3, 0, 0, 1, 8, 100, 1_000, 3);
        assertThat(Counter.ask(lost, id, newShare, 1).orElseThrow().after().out())
                .isEqualTo(16);
    }

    @Test
    void blocksShrinkAsTheLimitComesNear() {
        assertThat(block(0)).isEqualTo(16);
        assertThat(block(40)).isEqualTo(10);
        assertThat(block(90)).isEqualTo(1);
        assertThat(block(100)).isZero();
    }

    private static int block(int outAlready) {
        Ask others = new Ask(1, 1, 1, 0, outAlready, 0, 0, 100, 1_000, 3);
        Counter before =
                Counter.ask(null, new SubjectId(1, 2), others, 0).orElseThrow().after();
        return Counter.ask(before, new SubjectId(1, 2), new Ask(2, 2, 2, 0, 0, 1, 50, 100, 1_000, 3), 1)
                .orElseThrow()
                .grant()
                .granted();
    }
}
