package com.upcoach.admission.lease;

import com.upcoach.admission.Admission;
import com.upcoach.admission.Admission.Standing;
import com.upcoach.admission.Entitlements;
import com.upcoach.admission.Gate;
import com.upcoach.admission.LimiterMeter;
import com.upcoach.admission.LimiterMeter.Decision;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Quota;
import com.upcoach.admission.Subject;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The rules around {@link Shares}: who is limited by what, what is reported, and shadow mode. Thread-safe. */
public final class Limiter implements Gate, AutoCloseable {
    private static final int NEAR = 10;

    private final Limits limits;
    private final Entitlements entitlements;
    private final Ledger ledger;
    private final Shares shares;
    private final LimiterMeter meter;

    Limiter(Limits limits, Entitlements entitlements, Ledger ledger, LimiterMeter meter, LongSupplier nanos) {
        this.limits = limits;
        this.entitlements = entitlements;
        this.ledger = ledger;
        this.shares = new Shares(ledger, meter, nanos);
        this.meter = meter;
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
        return reported(subject, shares.admit(subject, cost, entitled(subject, standard.get())));
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

    /** Counts what was decided, and lets a request pass that a policy in shadow mode would refuse. */
    private Optional<Admission> reported(Subject subject, Admission admission) {
        boolean shadow = limits.shadow().contains(subject.policy());
        return switch (admission) {
            case Admission.Granted granted -> {
                meter.decided(subject.policy(), Decision.ADMITTED);
                if ((long) NEAR * granted.standing().remaining()
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

    /** Returns of how many subjects this member holds or remembers something. */
    public long leases() {
        return shares.size();
    }

    boolean giveBack(Subject subject) {
        return shares.giveBack(subject, limits.quota(subject.policy()).orElse(Share.ANY));
    }

    void hear(Subject subject, long windowEnd, int out) {
        shares.hear(subject, windowEnd, out);
    }

    void forget(Subject subject) {
        shares.forget(subject);
    }

    @Override
    public void close() {
        shares.close();
    }
}
