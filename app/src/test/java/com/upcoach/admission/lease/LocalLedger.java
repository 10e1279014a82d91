package com.upcoach.admission.lease;

import com.upcoach.admission.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counters in this JVM for several limiters, as if each were a member. Thread-safe. */
public final class LocalLedger {
    private final LongSupplier nanos;
    private final Map<SubjectId, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Long, Limiter> limiters = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;
    private volatile boolean getThenPut;
    private volatile boolean loseAnswer;
    private volatile boolean recallable = true;
    private final AtomicInteger asks = new AtomicInteger();

    public LocalLedger(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Joins a limiter under the id that its {@link #member} has. */
    void join(long holder, Limiter limiter) {
        limiters.put(holder, limiter);
    }

    /** A member that died: what it holds is not given back. */
    void die(long holder) {
        limiters.remove(holder);
    }

    void reachable(boolean now) {
        reachable = now;
    }

    /** A fault: counters are read and then written, and what came between is lost. */
    void getThenPut() {
        getThenPut = true;
    }

    /** Has the next ask carried out and its answer lost. */
    void loseAnswer() {
        loseAnswer = true;
    }

    /** Holders do not answer from now on. */
    void freezeHolders() {
        recallable = false;
    }

    int asks() {
        return asks.get();
    }

    /** Returns the ledger as one member sees it. */
    Ledger member(long holder) {
        return new OfMember(holder);
    }

    private Optional<Grant> ask(SubjectId id, Ask ask) {
        if (!getThenPut) {
            synchronized (this) {
                return answer(id, ask, counters.get(id));
            }
        }
        Counter got = counters.get(id);
        LockSupport.parkNanos(1);
        synchronized (this) {
            return answer(id, ask, got);
        }
    }

    private Optional<Grant> answer(SubjectId id, Ask ask, @Nullable Counter counter) {
        if (!reachable) {
            throw new OutOfReach(true);
        }
        asks.incrementAndGet();
        Optional<Counter.Outcome> outcome = Counter.ask(counter, id, ask, nanos.getAsLong() / 1_000_000);
        outcome.filter(o -> !o.after().holdings().isEmpty()).ifPresent(o -> counters.put(id, o.after()));
        if (loseAnswer) {
            loseAnswer = false;
            throw new OutOfReach(false);
        }
        return outcome.map(Counter.Outcome::grant);
    }

    private synchronized Optional<Grant> read(SubjectId id) {
        return Optional.ofNullable(counters.get(id))
                .map(c -> new Grant(
                        c.windowEnd(),
                        c.windowEnd() - nanos.getAsLong() / 1_000_000,
                        c.out(),
                        0,
                        c.told(),
                        false,
                        c.holdings().stream().map(Holding::holder).toList()));
    }

    private synchronized void remove(SubjectId id) {
        counters.remove(id);
    }

    private final class OfMember implements Ledger {
        private final long holder;

        OfMember(long holder) {
            this.holder = holder;
        }

        @Override
        public long holder() {
            return holder;
        }

        @Override
        public int members() {
            return Math.max(1, limiters.size());
        }

        @Override
        public Optional<Grant> ask(Subject subject, Ask ask) {
            return LocalLedger.this.ask(SubjectId.of(subject), ask);
        }

        @Override
        public List<Long> present(List<Long> holders) {
            return holders.stream().filter(limiters::containsKey).toList();
        }

        @Override
        public boolean recall(Subject subject, Collection<Long> holders) {
            boolean all = recallable;
            for (long other : holders) {
                Limiter limiter = limiters.get(other);
                all = all && (limiter == null || limiter.giveBack(subject));
            }
            return all;
        }

        @Override
        public void tell(Subject subject, Grant grant) {
            for (long other : grant.others()) {
                Limiter limiter = limiters.get(other);
                if (limiter != null) {
                    limiter.hear(subject, grant.windowEnd(), grant.told());
                }
            }
        }

        @Override
        public Optional<Grant> read(Subject subject) {
            return LocalLedger.this.read(SubjectId.of(subject));
        }

        @Override
        public void reset(Subject subject) {
            limiters.values().forEach(limiter -> limiter.forget(subject));
            remove(SubjectId.of(subject));
        }
    }
}
