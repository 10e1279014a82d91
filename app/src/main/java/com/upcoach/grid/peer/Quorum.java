package com.upcoach.grid.peer;

import com.tangosol.net.PartitionedService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether this member sees more than half of the members that there should be, which at most one part of a split
 * cluster does as long as nobody joins the smaller part meanwhile: sizes are counted, not who. There should be as many
 * as were ever seen together, less those that left in order. A size that has held the majority for {@link #SETTLED} is
 * what there should be from then on: so members that never come back are forgotten by the part that goes on, never by
 * one that was cut off. Thread-safe.
 */
public final class Quorum {
    static final Duration SETTLED = Duration.ofMinutes(10);

    private static final long LOOK_NANOS = 100_000_000;

    private final Supplier<Set<Long>> present;
    private final LongSupplier nanos;
    private final Set<Long> leaving = ConcurrentHashMap.newKeySet();

    private Set<Long> known = Set.of();
    private boolean lostOne;
    private volatile long losses;
    private int expected;
    private int seen;
    private long changed;
    private long looked;

    Quorum(Supplier<Set<Long>> present, LongSupplier nanos) {
        this.present = present;
        this.nanos = nanos;
        look();
        losses = seen > 1 ? 1 : 0;
    }

    /** Watches the members that own partitions of a service. */
    public static Quorum of(PartitionedService service, Peers peers) {
        Quorum quorum = new Quorum(() -> owners(service), System::nanoTime);
        service.addMemberListener(new Watch(quorum::look));
        peers.serve(Quorum.class, quorum);
        return quorum;
    }

    /** Nobody, once this member has left the service: to ask it then would start it again. */
    private static Set<Long> owners(PartitionedService service) {
        if (!service.isRunning()) {
            return Set.of();
        }
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        service.getOwnershipEnabledMembers().forEach(member -> ids.add(Peers.id(member)));
        return ids;
    }

    /** Returns whether more than half of the members that there should be are there. */
    public synchronized boolean held() {
        if (nanos.getAsLong() - looked > LOOK_NANOS) {
            look();
        }
        return 2 * seen > expected;
    }

    /** Returns how many members there should be, at least 1. */
    public synchronized int expected() {
        return Math.max(1, expected);
    }

    /**
     * Returns how often a member was lost, as opposed to having left in order, or came after one was lost: it may come
     * from another part of a split cluster. What others may have lost before this member joined them counts as once.
     */
    public long losses() {
        return losses;
    }

    /** Takes a member out that is leaving in order. */
    synchronized void farewell(long member) {
        if (leaving.add(member)) {
            expected--;
            look();
        }
    }

    private synchronized void look() {
        looked = nanos.getAsLong();
        Set<Long> there = Set.copyOf(present.get());
        boolean lost = known.stream().anyMatch(member -> !there.contains(member) && !leaving.contains(member));
        if (lost || (lostOne && !known.containsAll(there))) {
            lostOne = true;
            losses++;
        }
        known = there;
        leaving.retainAll(there);
        int now = there.size() - leaving.size();
        if (now != seen) {
            seen = now;
            changed = nanos.getAsLong();
        }
        boolean settled = nanos.getAsLong() - changed > SETTLED.toNanos();
        if (now > expected || (settled && 2 * now > expected)) {
            expected = now;
        }
    }
}
