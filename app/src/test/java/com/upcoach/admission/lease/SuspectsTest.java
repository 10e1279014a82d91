package com.upcoach.admission.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private long now = 1;
    private final Suspects<String> suspects = new Suspects<>(() -> now);

    @Test
    void whoWasSilentIsNotAskedForAMoment() {
        assertThat(suspects.silent("owner").isLost()).isFalse();
        assertThatThrownBy(() -> suspects.check("owner")).isInstanceOf(OutOfReach.class);
        assertThatNoException().isThrownBy(() -> suspects.check("successor"));
        pass(Suspects.PAUSE);
        assertThatNoException().isThrownBy(() -> suspects.check("owner"));
        assertThatThrownBy(() -> suspects.check("owner")).isInstanceOf(OutOfReach.class);
    }

    @Test
    void whoStaysSilentIsLost() {
        suspects.silent("owner");
        pass(Suspects.LOST);
        assertThat(suspects.silent("owner").isLost()).isTrue();
        assertThatThrownBy(() -> suspects.check("owner"))
                .isInstanceOfSatisfying(
                        OutOfReach.class,
                        failure -> assertThat(failure.isLost()).isTrue());
    }

    @Test
    void whoAnswersIsTrustedAgain() {
        suspects.silent("owner");
        suspects.answered("owner");
        assertThatNoException().isThrownBy(() -> suspects.check("owner"));
        pass(Suspects.LOST);
        assertThat(suspects.silent("owner").isLost()).isFalse();
    }

    @Test
    void aSilenceOfLongAgoIsForgotten() {
        suspects.silent("owner");
        pass(Duration.ofMinutes(1));
        assertThat(suspects.silent("owner").isLost()).isFalse();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
