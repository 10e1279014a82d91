package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.http.Crowd.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A server that answers one request every ten milliseconds, in the order in which they come; its clock is the test's.
 */
class CrowdTest {
    private static final long STEP = Duration.ofMillis(1).toNanos();
    private static final int SERVICE_STEPS = 10;

    private long now;
    private final Crowd crowd = new Crowd(Duration.ofMillis(200), Duration.ofSeconds(1), 16, 2_000, () -> now);
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long steps;
    private int answered;
    private int refused;
    private long slowest;

    private record Waiting(Place place, long since) {}

    private void arrive() {
        Optional<Place> place = crowd.enter();
        if (place.isPresent()) {
            queue.add(new Waiting(place.get(), now));
        } else {
            refused++;
        }
    }

    /** Lets so many milliseconds go by, with an arrival every so many of them. */
    private void run(int millis, int everyMillis) {
        for (int i = 0; i < millis; i++) {
            now += STEP;
            if (everyMillis > 0 && i % everyMillis == 0) {
                arrive();
            }
            if (++steps % SERVICE_STEPS == 0 && !queue.isEmpty()) {
                Waiting first = queue.removeFirst();
                first.place.leave(true);
                answered++;
                slowest = Math.max(slowest, now - first.since);
            }
        }
    }

    private void forget() {
        answered = 0;
        refused = 0;
        slowest = 0;
    }

    @Test
    void refusesNobodyThatItCanAnswer() {
        run(20_000, 11);
        assertThat(refused).isZero();
        assertThat(answered).isGreaterThan(1_800);
    }

    @Test
    void letsACrowdInThatGoesAwayByItself() {
        run(5_000, 20);
        for (int i = 0; i < 30; i++) {
            arrive();
        }
        run(5_000, 20);
        assertThat(refused).isZero();
    }

    @Test
    void letsACrowdInAfterASilence() {
        run(60_000, 0);
        run(200, 2);
        run(300, 0);
        run(100, 10);
        assertThat(refused).isZero();
    }

    @Test
    void answersAsManyAsItCanAndSoonWhenThreeTimesAsManyCome() {
        run(2_000, 20);
        run(5_000, 3);
        forget();
        run(20_000, 3);
        assertThat(answered).isGreaterThanOrEqualTo(1_950);
        assertThat(refused).isGreaterThan(4_000);
        assertThat(slowest).isLessThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void refusesNobodyASecondAfterTheRushIsOver() {
        run(10_000, 3);
        run(2_000, 20);
        forget();
        run(10_000, 20);
        assertThat(refused).isZero();
    }

    @Test
    void whatIsNeverAnsweredTakesNobodysPlaceForLong() {
        run(2_000, 20);
        for (int i = 0; i < 500; i++) {
            crowd.enter();
        }
        run(3_000, 20);
        forget();
        run(10_000, 20);
        assertThat(refused).isZero();
        assertThat(answered).isGreaterThan(450);
    }

    /** Most are answered at once, as by a cache; one of ten waits for the server of the others. */
    @Test
    void aQueueBesideWhatIsQuickStaysShort() {
        for (int i = 0; i < 20_000; i++) {
            run(1, 2);
            crowd.enter().ifPresent(quick -> quick.leave(true));
            if (i == 10_000) {
                forget();
            }
        }
        assertThat(answered).isGreaterThanOrEqualTo(950);
        assertThat(slowest).isLessThanOrEqualTo(Duration.ofMillis(1_500).toNanos());
    }
}
