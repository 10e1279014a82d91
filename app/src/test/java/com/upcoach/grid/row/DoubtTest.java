package com.upcoach.grid.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.failure.Failure;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoubtTest {
    private static final UUID SOMEBODY = new UUID(0, 1);
    private static final UUID ANOTHER = new UUID(0, 2);

    private final AtomicInteger compared = new AtomicInteger();
    private long losses;
    private long nanos = 1;
    private final Doubt doubt = new Doubt(() -> losses, () -> nanos);

    private int settled(UUID user) {
        doubt.settle(user, compared::incrementAndGet);
        return compared.get();
    }

    @Test
    void nobodyIsComparedWhileNobodyWasLost() {
        assertThat(settled(SOMEBODY)).isZero();
    }

    @Test
    void eachPersonIsComparedOnceForEachLoss() {
        losses = 1;
        assertThat(settled(SOMEBODY)).isEqualTo(1);
        assertThat(settled(SOMEBODY)).isEqualTo(1);
        assertThat(settled(ANOTHER)).isEqualTo(2);
        losses = 2;
        assertThat(settled(SOMEBODY)).isEqualTo(3);
        assertThat(settled(SOMEBODY)).isEqualTo(3);
    }

    @Test
    void whatCannotBeComparedIsComparedNextTime() {
        losses = 1;
        doubt.settle(SOMEBODY, () -> {
            throw new Failure.Unavailable("database-unavailable", "");
        });
        assertThat(settled(SOMEBODY)).isEqualTo(1);
    }

    @Test
    void aLossWhileItIsComparedLeavesDoubt() {
        losses = 1;
        doubt.settle(SOMEBODY, () -> losses = 2);
        assertThat(settled(SOMEBODY)).isEqualTo(1);
    }

    @Test
    void whoIsGoneIsInNoDoubt() {
        losses = 1;
        doubt.settle(SOMEBODY, () -> {
            throw Failure.Unauthorized.accountGone();
        });
        assertThat(settled(SOMEBODY)).isZero();
    }

    @Test
    void whatWasInMemoryHasExpiredInTheEnd() {
        losses = 1;
        assertThat(settled(SOMEBODY)).isEqualTo(1);
        nanos += Doubt.LASTS.toNanos() + 1;
        assertThat(settled(ANOTHER)).isEqualTo(1);
    }
}
