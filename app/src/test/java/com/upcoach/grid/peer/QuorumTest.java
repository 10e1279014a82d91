package com.upcoach.grid.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuorumTest {
    private final Set<Long> present = new HashSet<>();
    private long now = 1;
    private Quorum quorum = new Quorum(() -> present, () -> now);

    @BeforeEach
    void three() {
        present.addAll(List.of(1L, 2L, 3L));
        quorum = new Quorum(() -> present, () -> now);
    }

    @Test
    void oneOfThreeMayBeLost() {
        assertThat(heldWithout(3)).isTrue();
    }

    @Test
    void oneAloneIsNoMajorityOfThree() {
        assertThat(heldWithout(3)).isTrue();
        assertThat(heldWithout(2)).isFalse();
        assertThat(quorum.expected()).isEqualTo(3);
    }

    @Test
    void halfIsNoMajority() {
        present.add(4L);
        assertThat(held()).isTrue();
        present.removeAll(List.of(1L, 2L));
        assertThat(held()).isFalse();
    }

    @Test
    void whoLeavesInOrderIsNotWaitedFor() {
        quorum.farewell(3);
        assertThat(heldWithout(3)).isTrue();
        quorum.farewell(2);
        quorum.farewell(2);
        assertThat(heldWithout(2)).isTrue();
        assertThat(quorum.expected()).isEqualTo(1);
    }

    @Test
    void theSizeThatHeldTheMajorityForLongIsWhatThereShouldBe() {
        assertThat(heldWithout(3)).isTrue();
        now += Quorum.SETTLED.toNanos() + 1;
        assertThat(held()).isTrue();
        assertThat(quorum.expected()).isEqualTo(2);
    }

    @Test
    void theSizeThatHeldNoMajorityIsNot() {
        present.removeAll(List.of(2L, 3L));
        assertThat(held()).isFalse();
        now += 10 * Quorum.SETTLED.toNanos();
        assertThat(held()).isFalse();
        present.addAll(List.of(12L, 13L));
        assertThat(held()).isTrue();
    }

    private boolean heldWithout(long member) {
        present.remove(member);
        return held();
    }

    private boolean held() {
        now += 1_000_000_000;
        return quorum.held();
    }

    @Test
    void whoLeavesInOrderIsNotLost() {
        quorum.farewell(3);
        assertThat(heldWithout(3)).isTrue();
        present.add(4L);
        assertThat(held()).isTrue();
        assertThat(quorum.losses()).isEqualTo(1);
    }

    @Test
    void whoVanishesIsLostAndWhoComesThenMayComeFromElsewhere() {
        assertThat(heldWithout(3)).isTrue();
        assertThat(quorum.losses()).isEqualTo(2);
        assertThat(held()).isTrue();
        assertThat(quorum.losses()).isEqualTo(2);
        present.add(4L);
        assertThat(held()).isTrue();
        assertThat(quorum.losses()).isEqualTo(3);
    }

    @Test
    void whatOthersLostBeforeIsNotKnown() {
        assertThat(quorum.losses()).isEqualTo(1);
        assertThat(new Quorum(() -> Set.of(1L), () -> now).losses()).isZero();
    }
}
