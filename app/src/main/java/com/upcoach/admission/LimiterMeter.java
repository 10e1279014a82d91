package com.upcoach.admission;

/** Counts what the limiter does. Thread-safe. */
public interface LimiterMeter {
    /** What became of a request. */
    enum Decision {
        ADMITTED,
        REFUSED,
        /** Would have been refused, but the policy is in shadow mode. */
        SHADOWED,
        EXEMPT,
        /** Refused, as the counters cannot be asked. */
        UNAVAILABLE
    }

    /** Counts a request. */
    void decided(Policy policy, Decision decision);

    /** Counts a request that was decided under the member's own ceiling, as the counters cannot be asked. */
    void fellBack(Policy policy);

    /** Counts a request that was admitted with a tenth of its subject's permits left or less. */
    void nearLimit(Policy policy);

    /**
     * Counts a call to a counter's owner.
     *
     * @param remote whether that is another member
     */
    void asked(Policy policy, boolean remote);

    /** Counts a message to other holders of a subject's permits. */
    void told(Policy policy, int holders);

    /** Counts a call to other holders for permits that they do not need. */
    void recalled(Policy policy, int holders);
}
