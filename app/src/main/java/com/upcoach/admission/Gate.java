package com.upcoach.admission;

import com.upcoach.admission.Admission.Standing;
import com.upcoach.failure.Failure;
import java.util.Optional;

/** Admits requests by the quota of their subject, exactly for the whole cluster. Thread-safe. */
public interface Gate {
    /**
     * Counts a request.
     *
     * @param cost permits that it takes, all or none, at least 1
     * @return nothing when the policy is off or the person is exempt
     */
    Optional<Admission> admit(Subject subject, int cost);

    /**
     * Returns where a subject stands, if it has a window: as of its counter, whose permits at members count as spent.
     *
     * @throws Failure.Unavailable when its owner cannot be asked
     */
    Optional<Standing> standing(Subject subject);

    /**
     * Forgets what a subject has spent: its next request begins a new window.
     *
     * @throws Failure.Unavailable when its owner cannot be asked
     */
    void reset(Subject subject);
}
