package com.upcoach.admission.lease;

import com.upcoach.admission.Subject;
import com.upcoach.failure.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The counters of the whole cluster, each at its owner, and the other members who hold permits. Thread-safe. */
interface Ledger {
    /** Returns this member's id as a holder; another after it has left the cluster and joined anew. */
    long holder();

    /** Returns how many members there should be. */
    int members();

    /**
     * Asks a counter.
     *
     * @return what it grants, or nothing when a newer ask of this holder came before
     * @throws OutOfReach when its owner cannot be asked, or this part of the cluster may not count
     */
    Optional<Grant> ask(Subject subject, Ask ask);

    /** Returns those of other holders who are still there: what the others held is spent with their death. */
    List<Long> present(List<Long> holders);

    /**
     * Has other holders give back what they do not need.
     *
     * @return whether all have: then none of them holds any
     */
    boolean recall(Subject subject, Collection<Long> holders);

    /** Tells other holders that a subject's permits are shared now, and how many are out, without waiting. */
    void tell(Subject subject, Grant grant);

    /**
     * Returns how a counter stands, if it has a window.
     *
     * @throws Failure.Unavailable when its owner cannot be asked
     */
    Optional<Grant> read(Subject subject);

    /**
     * Forgets a counter and all that was granted of it, at every member.
     *
     * @throws Failure.Unavailable when it cannot be known to have happened
     */
    void reset(Subject subject);
}
