package com.upcoach.admission.lease;

import com.tangosol.net.Member;
import com.tangosol.net.NamedMap;
import com.tangosol.net.PartitionedService;
import com.upcoach.admission.Entitlements;
import com.upcoach.admission.LimiterMeter;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Subject;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.peer.Peers;
import com.upcoach.grid.peer.Quorum;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The counters in the grid. Thread-safe. */
public final class GridLedger implements Ledger {
    private final NamedMap<BucketKey, Bucket> map;
    private final PartitionedService service;
    private final Peers peers;
    private final Quorum quorum;
    private final LimiterMeter meter;
    private final Suspects<Member> suspects = new Suspects<>(System::nanoTime);

    private GridLedger(
            NamedMap<BucketKey, Bucket> map,
            PartitionedService service,
            Peers peers,
            Quorum quorum,
            LimiterMeter meter) {
        this.map = map;
        this.service = service;
        this.peers = peers;
        this.quorum = quorum;
        this.meter = meter;
    }

    /**
     * Returns the limiter of this member.
     *
     * @param counters the map of counters; typed by this package alone
     */
    @SuppressWarnings("unchecked")
    public static Limiter limiter(
            NamedMap<?, ?> counters,
            Peers peers,
            Quorum quorum,
            Limits limits,
            Entitlements entitlements,
            LimiterMeter meter) {
        PartitionedService service = (PartitionedService) counters.getService();
        GridLedger ledger = new GridLedger((NamedMap<BucketKey, Bucket>) counters, service, peers, quorum, meter);
        Limiter limiter = new Limiter(limits, entitlements, ledger, meter, System::nanoTime);
        peers.serve(Limiter.class, limiter);
        return limiter;
    }

    @Override
    public long holder() {
        return peers.self();
    }

    @Override
    public int members() {
        return quorum.expected();
    }

    @Override
    public Optional<Grant> ask(Subject subject, Ask ask) {
        SubjectId id = SubjectId.of(subject);
        BucketKey key = BucketKey.of(id);
        Member owner = ownerOf(key);
        meter.asked(subject.policy(), !owner.equals(service.getCluster().getLocalMember()));
        return Optional.ofNullable(invoke(owner, () -> map.invoke(key, new AdmitRequests(id, ask))));
    }

    private Member ownerOf(BucketKey key) {
        @Nullable Member owner = service.getKeyOwner(key);
        if (owner == null || !quorum.held()) {
            throw new OutOfReach(!quorum.held());
        }
        suspects.check(owner);
        return owner;
    }

    private <T> @Nullable T invoke(Member owner, Supplier<@Nullable T> call) {
        try {
            T result = GridCalls.call(call);
            suspects.answered(owner);
            return result;
        } catch (Failure.Unavailable e) {
            throw suspects.silent(owner);
        }
    }

    @Override
    public List<Long> present(List<Long> holders) {
        Set<Long> present = peers.others();
        return holders.stream().filter(present::contains).toList();
    }

    @Override
    public boolean recall(Subject subject, Collection<Long> holders) {
        try {
            Collection<Boolean> done = GridCalls.call(() -> peers.query(HolderCall.giveBack(subject), holders));
            return !done.contains(false);
        } catch (Failure.Unavailable e) {
            return false;
        }
    }

    @Override
    public void tell(Subject subject, Grant grant) {
        try {
            GridCalls.call(() -> {
                peers.tell(HolderCall.hear(subject, grant.windowEnd(), grant.told()), grant.others());
                return true;
            });
        } catch (Failure.Unavailable e) {
            // They tell a Remaining that is too high until they ask.
        }
    }

    @Override
    public Optional<Grant> read(Subject subject) {
        SubjectId id = SubjectId.of(subject);
        return Optional.ofNullable(GridCalls.call(() -> map.invoke(BucketKey.of(id), new ReadCounter(id))));
    }

    /** Forgets what is held first and last: an ask between would bring back what its member remembers. */
    @Override
    public void reset(Subject subject) {
        SubjectId id = SubjectId.of(subject);
        forget(subject);
        GridCalls.call(() -> map.invoke(BucketKey.of(id), new ResetCounter(id)));
        forget(subject);
    }

    private void forget(Subject subject) {
        Collection<Long> all = peers.others();
        all.add(peers.self());
        GridCalls.call(() -> peers.query(HolderCall.forget(subject), all));
    }
}
