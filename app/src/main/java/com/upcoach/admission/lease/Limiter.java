package com.upcoach.admission.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.upcoach.admission.Admission;
import com.upcoach.admission.Admission.Standing;
import com.upcoach.admission.Entitlements;
import com.upcoach.admission.Gate;
import com.upcoach.admission.LimiterMeter;
import com.upcoach.admission.LimiterMeter.Decision;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Quota;
import com.upcoach.admission.Subject;
import com.upcoach.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests from permits that this member holds, and asks the counter's owner only when it holds none. A request
 * that finds the counter empty while others hold permits has them given back first, for up to {@link #PATIENCE}, so
 * that of more requests than permits exactly as many as permits are admitted. Thread-safe.
 */
public final class Limiter implements Gate, AutoCloseable {
    /** How long a request waits for permits that others hold, before it is refused. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /** How long a counter that could not be asked is left alone. */
    static final Duration OUT_OF_REACH = Duration.ofSeconds(1);

    private static final long BUSY_PAUSE_NANOS = 2_000_000;
    private static final int MAX_SHARES = 30_000;
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final Limits limits;
    private final Entitlements entitlements;
    private final Ledger ledger;
    private final LimiterMeter meter;
    private final LongSupplier nanos;
    private final AtomicLong sequence = new AtomicLong();
    private final ExecutorService returns = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<Subject, Share> shares;

    Limiter(Limits limits, Entitlements entitlements, Ledger ledger, LimiterMeter meter, LongSupplier nanos) {
        this.limits = limits;
        this.entitlements = entitlements;
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

    @Override
    public Optional<Admission> admit(Subject subject, int cost) {
        Optional<Quota> standard = limits.quota(subject.policy());
        if (standard.isEmpty()) {
            return Optional.empty();
        }
        if (isExempt(subject)) {
            meter.decided(subject.policy(), Decision.EXEMPT);
            return Optional.empty();
        }
        return reported(subject, decide(subject, cost, entitled(subject, standard.get())));
    }

    private boolean isExempt(Subject subject) {
        return subject.kind() == Subject.Kind.USER && limits.exempt().contains(subject.id());
    }

    private Quota entitled(Subject subject, Quota standard) {
        if (subject.kind() != Subject.Kind.USER) {
            return standard;
        }
        return entitlements
                .permits(subject)
                .map(permits -> new Quota(permits, standard.window()))
                .orElse(standard);
    }

    private Admission decide(Subject subject, int cost, Quota quota) {
        long deadline = nanos.getAsLong() + PATIENCE.toNanos();
        Optional<Admission> decided = Optional.empty();
        while (decided.isEmpty()) {
            Share share = shares.get(subject, unknown -> new Share());
            decided = share.spend(cost, quota, nanos.getAsLong());
            if (decided.isEmpty()) {
                decided = inTurn(subject, share, cost, quota, deadline);
            }
        }
        return decided.get();
    }

    /** Waits for those who are asking already: they may bring enough for all. Nothing when the share has ended. */
    private Optional<Admission> inTurn(Subject subject, Share share, int cost, Quota quota, long deadline) {
        share.asking.lock();
        try {
            Optional<Admission> held = share.spend(cost, quota, nanos.getAsLong());
            return held.isPresent() ? held : ask(subject, share, cost, quota, deadline);
        } finally {
            share.asking.unlock();
        }
    }

    /** Asks until there are permits, or nobody has any, or patience ends. For whoever has the right to ask. */
    private Optional<Admission> ask(Subject subject, Share share, int cost, Quota quota, long deadline) {
        while (true) {
            long asked = nanos.getAsLong();
            if (share.isOutOfReach(asked)) {
                return Optional.of(fallBack(subject, share, cost, quota));
            }
            Optional<Ask> ask = share.ask(cost, subject.leased(), quota, ledger, sequence::incrementAndGet, asked);
            if (ask.isEmpty()) {
                return Optional.empty();
            }
            Optional<Grant> answer;
            try {
                answer = ledger.ask(subject, ask.get());
            } catch (Failure.Unavailable e) {
                return Optional.of(fallBack(subject, share, cost, quota));
            }
            if (answer.isPresent()) {
                Grant grant = answer.get();
                Admission admission = share.take(grant, cost, quota, asked, nanos.getAsLong());
                if (admission instanceof Admission.Granted) {
                    tell(subject, grant);
                    return Optional.of(admission);
                }
                List<Long> others = ledger.present(grant.others());
                if (others.isEmpty()) {
                    share.empty(cost, quota);
                    return Optional.of(admission);
                }
                if (nanos.getAsLong() - deadline >= 0) {
                    return Optional.of(admission);
                }
                recall(subject, others);
            }
        }
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
            LockSupport.parkNanos(BUSY_PAUSE_NANOS);
        }
    }

    private Admission fallBack(Subject subject, Share share, int cost, Quota quota) {
        if (subject.policy().failsClosed()) {
            return new Admission.Unavailable();
        }
        int ceiling = Math.ceilDiv(quota.permits(), ledger.members());
        long now = nanos.getAsLong();
        Admission admission = share.fallBack(cost, ceiling, quota, now, now + OUT_OF_REACH.toNanos());
        meter.fellBack(subject.policy());
        return admission;
    }

    /** Counts what was decided, and lets a request pass that a policy in shadow mode would refuse. */
    private Optional<Admission> reported(Subject subject, Admission admission) {
        boolean shadow = limits.shadow().contains(subject.policy());
        return switch (admission) {
            case Admission.Granted granted -> {
                meter.decided(subject.policy(), Decision.ADMITTED);
                if (granted.standing().remaining() * 10L
                        <= granted.standing().quota().permits()) {
                    meter.nearLimit(subject.policy());
                }
                yield Optional.of(granted);
            }
            case Admission.Refused refused -> {
                meter.decided(subject.policy(), shadow ? Decision.SHADOWED : Decision.REFUSED);
                yield Optional.of(shadow ? new Admission.Granted(refused.standing()) : refused);
            }
            case Admission.Unavailable unavailable -> {
                meter.decided(subject.policy(), shadow ? Decision.SHADOWED : Decision.UNAVAILABLE);
                yield shadow ? Optional.empty() : Optional.of(unavailable);
            }
        };
    }

    @Override
    public Optional<Standing> standing(Subject subject) {
        return limits.quota(subject.policy())
                .map(standard -> entitled(subject, standard))
                .flatMap(quota -> ledger.read(subject)
                        .map(counter -> new Standing(
                                quota,
                                Math.max(0, quota.permits() - counter.granted()),
                                Math.max(0, counter.endsInMillis()))));
    }

    @Override
    public void reset(Subject subject) {
        ledger.reset(subject);
    }

    /**
     * Gives back what this member holds of a subject's permits and does not need.
     *
     * @return false when a request is just asking for more
     */
    boolean giveBack(Subject subject) {
        Share share = shares.getIfPresent(subject);
        return giveBack(subject, share == null ? new Share() : share);
    }

    private boolean giveBack(Subject subject, Share share) {
        if (!share.asking.tryLock()) {
            return false;
        }
        try {
            Quota quota = quotaOf(subject);
            long asked = nanos.getAsLong();
            share.ask(0, subject.leased(), quota, ledger, sequence::incrementAndGet, asked)
                    .flatMap(ask -> ledger.ask(subject, ask))
                    .ifPresent(grant -> share.take(grant, 0, quota, asked, nanos.getAsLong()));
            return true;
        } catch (Failure.Unavailable e) {
            return false;
        } finally {
            share.asking.unlock();
        }
    }

    /** For giving back, which no quota changes, so that any does for a policy that is off here. */
    private Quota quotaOf(Subject subject) {
        return limits.quota(subject.policy()).orElse(new Quota(1, Duration.ofSeconds(1)));
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
        return share.retire(subject.leased(), quotaOf(subject), ledger, sequence::incrementAndGet, nanos.getAsLong());
    }

    /** Called while nobody can make the subject a new share, so that asks of that follow on this one's last. */
    private void evicted(@Nullable Subject subject, @Nullable Share share, RemovalCause cause) {
        if (subject != null && share != null) {
            retire(subject, share).ifPresent(last -> returns.execute(() -> giveBack(subject, last)));
        }
    }

    private void giveBack(Subject subject, Ask last) {
        try {
            ledger.ask(subject, last);
        } catch (Failure.Unavailable e) {
            // They count as spent until the window ends.
        }
    }

    /** Gives everything back: what a member holds when it stops is not lost to its people. */
    @Override
    public void close() {
        shares.asMap()
                .forEach((subject, share) ->
                        retire(subject, share).ifPresent(last -> returns.execute(() -> giveBack(subject, last))));
        returns.close();
    }
}
