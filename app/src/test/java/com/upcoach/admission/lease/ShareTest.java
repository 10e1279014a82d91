package com.upcoach.admission.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.admission.Admission;
import com.upcoach.admission.Quota;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final Quota QUOTA = new Quota(100, Duration.ofMinutes(15));
    private static final long WINDOW = 1_000_000;

    private final AtomicLong sequence = new AtomicLong();
    private final Ledger ledger = new LocalLedger(() -> 0).member(1);
    private final Share share = new Share();

    private Ask ask() {
        return share.ask(1, true, QUOTA, ledger, sequence::incrementAndGet, 0).orElseThrow();
    }

    private Admission take(boolean alone) {
        Grant grant = new Grant(WINDOW, 900_000, 16, 0, 16, alone, List.of());
        return share.take(grant, 1, QUOTA, 0, 0);
    }

    private static int remaining(Admission admission) {
        return ((Admission.Granted) admission).standing().remaining();
    }

    @Test
    void whatIsHeardBeforeTheGrantOfItsWindowCounts() {
        ask();
        share.hear(WINDOW, 32);
        assertThat(remaining(take(true))).isEqualTo(68);
    }

    @Test
    void whatIsHeardOfAnotherWindowDoesNotCount() {
        ask();
        share.hear(WINDOW - 1, 32);
        assertThat(remaining(take(true))).isEqualTo(99);
    }

    /** What it gives back must not be taken for what a newer share of the same holder has spent. */
    @Test
    void whatIsReturnedAfterTheEndFollowsOnItsOwnAskAlone() {
        long asked = ask().sequence();
        assertThat(share.retire(true, ledger, sequence::incrementAndGet, 0)).isEmpty();
        long ofNewerShare = sequence.incrementAndGet();
        take(true);
        Ask last = share.retire(true, ledger, sequence::incrementAndGet, 0).orElseThrow();
        assertThat(last.sequence()).isGreaterThan(asked).isLessThan(ofNewerShare);
        assertThat(last.spent()).isEqualTo(1);
    }
}
