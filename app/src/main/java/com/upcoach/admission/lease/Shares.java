package com.upcoach.admission.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.upcoach.admission.Admission;
import com.upcoach.admission.LimiterMeter;
import com.upcoach.admission.Quota;
import com.upcoach.admission.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this member holds of all counters. A request spends what is held, and asks the counter's owner only when that is
 * not enough. One that finds the counter empty while others hold permits has them given back first, for up to
 * {@link #PATIENCE}, so that of more requests than permits exactly as many as permits are admitted. Thread-safe.
 */
final class Shares implements AutoCloseable {
    /** How long a request waits for permits that others hold, before it is refused. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /**
     * How long a request waits for its turn to ask, and then for a counter whose owner died, before it is told to come
     * again.
     */
    static final Duration FAILOVER = Duration.ofSeconds(2);

    /** How long a counter that is lost is not asked for again. */
    static final Duration LOST = Duration.ofSeconds(1);

    private static final long BUSY_NANOS = 2_000_000;
    private static final long AWAY_NANOS = 20_000_000;
    private static final int MAX_SHARES = 30_000;
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final Ledger ledger;
    private final LimiterMeter meter;
    private final LongSupplier nanos;
    private final AtomicLong sequence = new AtomicLong();
    private final ExecutorService returns = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<Subject, Share> shares;

    Shares(Ledger ledger, LimiterMeter meter, LongSupplier nanos) {
        this.ledger = ledger;
        this.meter = meter;
        this.nanos = nanos;
        this.shares = Caffeine.newBuilder()
                .maximumSize(MAX_SHARES)
                .expireAfterAccess(IDLE)
                .executor(returns)
                .evictionListener(this::evicted)
                .build();
    }

    /** Returns the number of subjects of whom something is held or remembered, roughly. */
    long size() {
        return shares.estimatedSize();
    }

    /** Decides a request of so many permits. */
    Admission admit(Subject subject, int cost, Quota quota) {
        Request request = new Request(subject, cost, quota, nanos.getAsLong());
        Optional<Admission> decided = Optional.empty();
        while (decided.isEmpty()) {
            Share share = shares.get(subject, unknown -> new Share());
            decided = share.spend(cost, quota, nanos.getAsLong());
            if (decided.isEmpty()) {
                decided = inTurn(request, share);
            }
        }
        return decided.get();
    }

    /**
     * A request that is decided.
     *
     * @param came when it came, and then when its turn came to ask, by {@link System#nanoTime}
     */
    private record Request(Subject subject, int cost, Quota quota, long came) {
        Request inTurn(long now) {
            return new Request(subject, cost, quota, now);
        }

        boolean hasWaited(Duration patience, long now) {
            return now - came >= patience.toNanos();
        }
    }

    /** Waits for those who are asking already: they may bring enough for all. Nothing when the share has ended. */
    private Optional<Admission> inTurn(Request request, Share share) {
        try {
            if (!share.asking.tryLock(FAILOVER.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.of(new Admission.Unavailable());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Admission.Unavailable());
        }
        try {
            long turn = nanos.getAsLong();
            Optional<Admission> held = share.spend(request.cost, request.quota, turn);
            return held.isPresent() ? held : ask(request.inTurn(turn), share);
        } finally {
            share.asking.unlock();
        }
    }

    /** Asks until there are permits, or nobody has any, or patience ends. For whoever has the right to ask. */
    private Optional<Admission> ask(Request request, Share share) {
        while (true) {
            long asked = nanos.getAsLong();
            if (share.isLost(asked)) {
                return Optional.of(fallBack(request, share));
            }
            Optional<Ask> ask = share.ask(
                    request.cost, request.subject.leased(), request.quota, ledger, sequence::incrementAndGet, asked);
            if (ask.isEmpty()) {
                return Optional.empty();
            }
            Optional<Admission> admission = asked(request, share, ask.get(), asked);
            if (admission.isPresent()) {
                return admission;
            }
        }
    }

    /** Returns what an ask came to; nothing when another is due. */
    private Optional<Admission> asked(Request request, Share share, Ask ask, long asked) {
        try {
            return ledger.ask(request.subject, ask).flatMap(grant -> taken(request, share, grant, asked));
        } catch (OutOfReach e) {
            if (e.isLost()) {
                return Optional.of(fallBack(request, share));
            }
            if (request.hasWaited(FAILOVER, nanos.getAsLong())) {
                return Optional.of(new Admission.Unavailable());
            }
            LockSupport.parkNanos(AWAY_NANOS);
            return Optional.empty();
        }
    }

    private Optional<Admission> taken(Request request, Share share, Grant grant, long asked) {
        Admission admission = share.take(grant, request.cost, request.quota, asked, nanos.getAsLong());
        if (share.isRetired()) {
            returnRest(request.subject, share);
        }
        if (admission instanceof Admission.Granted) {
            tell(request.subject, grant);
            return Optional.of(admission);
        }
        List<Long> others = ledger.present(grant.others());
        if (others.isEmpty()) {
            share.empty(request.cost, request.quota);
            return Optional.of(admission);
        }
        long now = nanos.getAsLong();
        if (request.hasWaited(PATIENCE, now)) {
            share.emptyFor(request.cost, request.quota, now + PATIENCE.toNanos());
            return Optional.of(admission);
        }
        recall(request.subject, others);
        return Optional.empty();
    }

    private void tell(Subject subject, Grant grant) {
        if (!grant.others().isEmpty()) {
            meter.told(subject.policy(), grant.others().size());
            ledger.tell(subject, grant);
        }
    }

    private void recall(Subject subject, List<Long> others) {
        meter.recalled(subject.policy(), others.size());
        if (!ledger.recall(subject, others)) {
            LockSupport.parkNanos(BUSY_NANOS);
        }
    }

    private Admission fallBack(Request request, Share share) {
        meter.fellBack(request.subject.policy());
        if (request.subject.policy().failsClosed()) {
            return new Admission.Unavailable();
        }
        long now = nanos.getAsLong();
        int ceiling = Math.ceilDiv(request.quota.permits(), ledger.members());
        return share.fallBack(request.cost, ceiling, request.quota, now, now + LOST.toNanos());
    }

    /**
     * Gives back what this member holds of a subject's permits and does not need.
     *
     * @return false when a request is just asking for more, or the counter cannot be asked
     */
    boolean giveBack(Subject subject, Quota quota) {
        Share held = shares.getIfPresent(subject);
        Share share = held == null ? new Share() : held;
        if (!share.asking.tryLock()) {
            return false;
        }
        try {
            long asked = nanos.getAsLong();
            share.ask(0, subject.leased(), quota, ledger, sequence::incrementAndGet, asked)
                    .flatMap(ask -> ledger.ask(subject, ask))
                    .ifPresent(grant -> share.take(grant, 0, quota, asked, nanos.getAsLong()));
            return true;
        } catch (OutOfReach e) {
            return false;
        } finally {
            share.asking.unlock();
        }
    }

    /** Learns that others hold permits of a subject, too. */
    void hear(Subject subject, long windowEnd, int out) {
        Share share = shares.getIfPresent(subject);
        if (share != null) {
            share.hear(windowEnd, out);
        }
    }

    /** Forgets what this member holds of a subject's permits. */
    void forget(Subject subject) {
        shares.asMap().computeIfPresent(subject, (known, share) -> {
            retire(known, share);
            return null;
        });
    }

    private Optional<Ask> retire(Subject subject, Share share) {
        return share.retire(subject.leased(), ledger, sequence::incrementAndGet, nanos.getAsLong());
    }

    /** Called while nobody can make the subject a new share, so that asks of that follow on this one's last. */
    private void evicted(@Nullable Subject subject, @Nullable Share share, RemovalCause cause) {
        if (subject != null && share != null) {
            returnRest(subject, share);
        }
    }

    private void returnRest(Subject subject, Share share) {
        retire(subject, share).ifPresent(last -> returns.execute(() -> send(subject, last)));
    }

    private void send(Subject subject, Ask last) {
        try {
            ledger.ask(subject, last);
        } catch (OutOfReach e) {
            // What it would have given back counts as spent until the window ends.
        }
    }

    /** Gives everything back: what a member holds when it stops is not lost to its people. */
    @Override
    public void close() {
        for (Subject subject : shares.asMap().keySet()) {
            shares.asMap().computeIfPresent(subject, (known, share) -> {
                returnRest(known, share);
                return null;
            });
        }
        returns.close();
    }
}
