package com.upcoach.admission.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counter of one subject in one window, as its owner keeps it: what each holder was granted. The sum of that never
 * exceeds the permits, and nobody spends what was not granted, so no death, delay or repetition admits more. What a
 * holder has spent is told as a total, and as a total a grant is answered: an ask that was lost or comes twice changes
 * nothing that the next one does not set right.
 *
 * <p>A window begins with the first ask after the last one ended, and nothing makes it longer.
 *
 * @param id of the subject
 * @param windowEnd ms since the epoch by the cluster's clock
 * @param told the most permits that were ever out, from which Remaining is told: it never rises within a window
 * @param holdings by holder
 */
record Counter(SubjectId id, long windowEnd, int told, List<Holding> holdings) {
    /** A block leaves this part of what is free to the other members, so that blocks shrink as the limit comes near. */
    private static final int RESERVE = 2;

    Counter {
        holdings = List.copyOf(holdings);
    }

    /**
     * What an ask makes of a counter.
     *
     * @param after the counter from now on
     * @param grant what the holder is told
     */
    record Outcome(Counter after, Grant grant) {}

    boolean isLive(long now) {
        return windowEnd > now;
    }

    /** Returns the permits that are out, spent or not. */
    int out() {
        return holdings.stream().mapToInt(Holding::granted).sum();
    }

    /**
     * Carries an ask out.
     *
     * @param before the subject's counter, if there is one
     * @param now ms since the epoch by the cluster's clock
     * @return nothing when a newer ask of this holder was carried out before
     */
    static Optional<Outcome> ask(@Nullable Counter before, SubjectId id, Ask ask, long now) {
        Counter counter = before != null && before.isLive(now) ? before : begin(id, ask, now);
        Holding mine = counter.holdingOf(ask.holder());
        if (ask.holder() != Ask.NOBODY && mine.sequence() >= ask.sequence()) {
            return Optional.empty();
        }
        int spent = counter.spentBy(mine, ask);
        int free = Math.max(0, ask.permits() - (counter.out() - mine.granted()) - spent);
        int block = block(ask, free);
        Holding updated = new Holding(ask.holder(), ask.sequence(), spent, spent + block, block > ask.least());
        return Optional.of(counter.with(updated, spent, now));
    }

    /** A counter that was lost with its owner and backup goes on in the window that its holders remember. */
    private static Counter begin(SubjectId id, Ask ask, long now) {
        long windowEnd = ask.windowEnd() > now ? ask.windowEnd() : now + ask.windowMillis();
        return new Counter(id, windowEnd, 0, List.of());
    }

    private int spentBy(Holding mine, Ask ask) {
        if (ask.windowEnd() == 0) {
            boolean lostAnswer = ask.since() > 0 && mine.sequence() >= ask.since();
            return (lostAnswer ? mine.spent() : mine.granted()) + ask.spent();
        }
        return ask.windowEnd() == windowEnd ? ask.spent() : mine.granted();
    }

    private static int block(Ask ask, int free) {
        if (ask.least() == 0 || ask.least() > free) {
            return 0;
        }
        return Math.max(ask.least(), Math.min(ask.want(), free / (RESERVE * ask.members())));
    }

    private Outcome with(Holding updated, int spent, long now) {
        List<Holding> all = new ArrayList<>();
        List<Long> open = new ArrayList<>();
        for (Holding holding : holdings) {
            if (holding.holder() != updated.holder()) {
                all.add(holding);
                if (holding.open()) {
                    open.add(holding.holder());
                }
            }
        }
        boolean alone = all.isEmpty();
        if (updated.granted() > 0) {
            all.add(updated);
        }
        int out = all.stream().mapToInt(Holding::granted).sum();
        Counter after = new Counter(id, windowEnd, Math.max(told, out), all);
        return new Outcome(
                after, new Grant(windowEnd, windowEnd - now, updated.granted(), spent, after.told, alone, open));
    }

    private Holding holdingOf(long holder) {
        return holdings.stream()
                .filter(holding -> holding.holder() == holder)
                .findAny()
                .orElse(new Holding(holder, 0, 0, 0, false));
    }
}
