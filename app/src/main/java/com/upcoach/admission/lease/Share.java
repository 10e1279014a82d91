package com.upcoach.admission.lease;

import com.upcoach.admission.Admission;
import com.upcoach.admission.Admission.Standing;
import com.upcoach.admission.Quota;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What this member holds of one subject's counter: permits that it may spend without asking, and, once the counter is
 * empty, that it is. Times are of {@link System#nanoTime}. Thread-safe.
 */
final class Share {
    /** For giving back, where no quota matters. */
    static final Quota ANY = new Quota(1, Duration.ofSeconds(1));

    private static final long MILLI = 1_000_000;
    /** A block is no smaller at first, nor than this part of the quota: large quotas are for many requests. */
    private static final int FIRST_BLOCK = 16;

    private static final int PART_OF_QUOTA = 16;
    private static final int LARGEST_BLOCK = 4_096;

    private static final long BUSY_NANOS = 1_000 * MILLI;

    /** Held by whoever asks the counter, one at a time; never waited for by a call from another member. */
    final ReentrantLock asking = new ReentrantLock();

    private long since;
    private long windowEnd;
    /** Permits are spent only until here: no later than the window's end at its owner. */
    private long spendUntil;
    /** The window is told to end here: no earlier than at its owner. */
    private long opensAt;

    private int granted;
    private int spent;
    private int told;
    private boolean alone = true;
    private int emptyFor = Integer.MAX_VALUE;
    private int emptyOf;
    private long emptyUntil;

    private int block = FIRST_BLOCK;
    private long askedAt;
    /** Admitted while the counter could not be asked, and not told to it yet. */
    private int uncounted;

    private long askAgainAt;
    private boolean retired;

    /** Follows on the last ask, and comes before any ask of a share that is made after this one has ended. */
    private long afterLastAsk;

    /** What was heard of a window that no grant has told of yet. */
    private long heardWindow;

    private int heardOut;

    /**
     * Spends permits that are held, or refuses when there are none to be had; nothing when the counter must be asked.
     */
    synchronized Optional<Admission> spend(int cost, Quota quota, long now) {
        if (retired || windowEnd == 0 || now - spendUntil >= 0) {
            return Optional.empty();
        }
        if (granted - spent >= cost) {
            spent += cost;
            return Optional.of(new Admission.Granted(standing(quota, now)));
        }
        if (cost >= emptyFor && quota.permits() <= emptyOf && now - emptyUntil < 0) {
            return Optional.of(new Admission.Refused(standing(quota, now)));
        }
        return Optional.empty();
    }

    /**
     * Returns what to ask the counter for, and gives up what is held: nothing is spent until the answer is taken.
     * Blocks double while they last less than a second.
     */
    synchronized Optional<Ask> ask(
            int least, boolean leased, Quota quota, Ledger ledger, LongSupplier sequence, long now) {
        if (retired) {
            return Optional.empty();
        }
        if (opensAt != 0 && now - opensAt >= 0) {
            startOver();
        }
        if (least > 0) {
            boolean busy = askedAt != 0 && now - askedAt < BUSY_NANOS;
            int first = Math.max(FIRST_BLOCK, quota.permits() / PART_OF_QUOTA);
            block = busy ? Math.max(first, Math.min(LARGEST_BLOCK, 2 * block)) : first;
            askedAt = now;
        }
        return Optional.of(
                leased
                        ? leasedAsk(least, quota, ledger, sequence)
                        : new Ask(
                                Ask.NOBODY,
                                0,
                                0,
                                0,
                                uncounted,
                                least,
                                least,
                                quota.permits(),
                                quota.window().toMillis(),
                                ledger.members()));
    }

    /** A window that is over counts for nothing: neither what was granted in it nor what was admitted without. */
    private void startOver() {
        since = 0;
        windowEnd = 0;
        opensAt = 0;
        granted = 0;
        spent = 0;
        told = 0;
        uncounted = 0;
    }

    private Ask leasedAsk(int least, Quota quota, Ledger ledger, LongSupplier sequence) {
        granted = spent;
        int want = least == 0 ? 0 : Math.max(block, least + asking.getQueueLength());
        long number = sequence.getAsLong();
        afterLastAsk = sequence.getAsLong();
        since = since == 0 ? number : since;
        return new Ask(
                ledger.holder(),
                number,
                since,
                windowEnd,
                windowEnd == 0 ? uncounted : spent + uncounted,
                least,
                want,
                quota.permits(),
                quota.window().toMillis(),
                ledger.members());
    }

    /**
     * Ends the share: nothing is spent or asked for by it any more. Whoever comes later makes a new one, whose asks
     * then follow on this.
     *
     * @return what to ask the counter for, so that what is not spent is not lost; again when a grant came in between:
     *     then it counts for nothing when a newer share has asked by now, which was told that all of the grant is spent
     */
    synchronized Optional<Ask> retire(boolean leased, Ledger ledger, LongSupplier sequence, long now) {
        boolean unspent = leased && hasUnspent(now);
        long number = afterLastAsk;
        LongSupplier next = retired ? () -> number : sequence;
        Optional<Ask> last = unspent ? Optional.of(leasedAsk(0, ANY, ledger, next)) : Optional.empty();
        granted = spent;
        retired = true;
        return last;
    }

    /** Takes over what the counter granted; what fits the cost of the request that asked is spent at once. */
    synchronized Admission take(Grant grant, int cost, Quota quota, long asked, long now) {
        boolean same = windowEnd == grant.windowEnd();
        told = same ? Math.max(told, grant.told()) : grant.told();
        alone = grant.alone() && (alone || !same);
        windowEnd = grant.windowEnd();
        hear(heardWindow, heardOut);
        spendUntil = asked + grant.endsInMillis() * MILLI;
        opensAt = now + grant.endsInMillis() * MILLI;
        granted = grant.granted();
        spent = grant.spent();
        emptyFor = Integer.MAX_VALUE;
        uncounted = 0;
        askAgainAt = 0;
        if (cost > 0 && granted - spent >= cost) {
            spent += cost;
            return new Admission.Granted(standing(quota, now));
        }
        return new Admission.Refused(standing(quota, now));
    }

    /** Remembers until the window's end that nobody has permits left for such a cost. */
    synchronized void empty(int cost, Quota quota) {
        emptyFor(cost, quota, spendUntil);
    }

    /** Remembers for a time that there are no permits to be had for such a cost. */
    synchronized void emptyFor(int cost, Quota quota, long until) {
        emptyFor = cost;
        emptyOf = quota.permits();
        emptyUntil = until;
    }

    synchronized boolean isRetired() {
        return retired;
    }

    /** Learns that others hold permits, too, and how many are out. */
    synchronized void hear(long window, int out) {
        if (window == 0) {
            return;
        }
        if (window == windowEnd) {
            alone = false;
            told = Math.max(told, out);
            return;
        }
        heardOut = window == heardWindow ? Math.max(heardOut, out) : out;
        heardWindow = window;
    }

    /** Returns whether permits that were granted are not spent. */
    synchronized boolean hasUnspent(long now) {
        return granted > spent && now - spendUntil < 0;
    }

    private Standing standing(Quota quota, long now) {
        int out = alone ? spent : told;
        return new Standing(quota, Math.max(0, quota.permits() - out), millisLeft(now));
    }

    /** Returns whether the counter was found lost so short a time ago that it is not asked again yet. */
    synchronized boolean isLost(long now) {
        return askAgainAt != 0 && now - askAgainAt < 0;
    }

    /**
     * Admits under this member's own ceiling of a window while the counter cannot be asked. What is admitted here is
     * told to the counter as soon as it can be asked again.
     *
     * @param askAgain when to ask the counter again
     */
    synchronized Admission fallBack(int cost, int ceiling, Quota quota, long now, long askAgain) {
        askAgainAt = askAgain;
        if (opensAt == 0 || now - opensAt >= 0) {
            startOver();
            opensAt = now + quota.window().toNanos();
        }
        int most = Math.min(ceiling, quota.permits() - Math.max(spent, told));
        boolean fits = uncounted + cost <= most;
        if (fits) {
            uncounted += cost;
        }
        Standing standing = new Standing(quota, Math.max(0, most - uncounted), millisLeft(now));
        return fits ? new Admission.Granted(standing) : new Admission.Refused(standing);
    }

    private long millisLeft(long now) {
        return Math.max(0, Math.ceilDiv(opensAt - now, MILLI));
    }
}
