package com.upcoach.admission.lease;

import com.upcoach.admission.Admission;
import com.upcoach.admission.Entitlements;
import com.upcoach.admission.Gate;
import com.upcoach.admission.LimiterMeter;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Subject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Several limiters over one {@link LocalLedger}. Thread-safe. */
public final class LocalCluster {
    final LocalLedger ledger;
    final Counts meter = new Counts();
    private final List<Limiter> limiters = new ArrayList<>();

    /** Creates members where everyone has the standard quota. */
    public LocalCluster(int members, Limits limits, LongSupplier nanos) {
        this(members, limits, subject -> Optional.empty(), nanos);
    }

    LocalCluster(int members, Limits limits, Entitlements entitlements, LongSupplier nanos) {
        ledger = new LocalLedger(nanos);
        for (long holder = 1; holder <= members; holder++) {
            Limiter limiter = new Limiter(limits, entitlements, ledger.member(holder), meter, nanos);
            ledger.join(holder, limiter);
            limiters.add(limiter);
        }
    }

    /** Returns a member's limiter. */
    public Gate gate(int member) {
        return limiters.get(member);
    }

    Limiter limiter(int member) {
        return limiters.get(member);
    }

    boolean admits(int member, Subject subject) {
        return limiters.get(member).admit(subject, 1).orElseThrow() instanceof Admission.Granted;
    }

    /** Counts in memory. Thread-safe. */
    static final class Counts implements LimiterMeter {
        private final Map<Decision, LongAdder> decisions = new EnumMap<>(Decision.class);
        final LongAdder nearLimit = new LongAdder();
        final LongAdder fallbacks = new LongAdder();

        Counts() {
            for (Decision decision : Decision.values()) {
                decisions.put(decision, new LongAdder());
            }
        }

        long of(Decision decision) {
            return Objects.requireNonNull(decisions.get(decision)).sum();
        }

        @Override
        public void decided(Policy policy, Decision decision) {
            Objects.requireNonNull(decisions.get(decision)).increment();
        }

        @Override
        public void fellBack(Policy policy) {
            fallbacks.increment();
        }

        @Override
        public void nearLimit(Policy policy) {
            nearLimit.increment();
        }

        @Override
        public void asked(Policy policy, boolean remote) {}

        @Override
        public void told(Policy policy, int holders) {}

        @Override
        public void recalled(Policy policy, int holders) {}
    }
}
