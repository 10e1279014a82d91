package com.upcoach.admission;

/** What a limit says to a request. */
public sealed interface Admission {
    /**
     * Where a subject stands in its window.
     *
     * @param quota what it is granted
     * @param remaining permits left: exact while one member serves the subject and for policies that are not leased;
     *     else no more than are left. Never rises within a window
     * @param resetMillis until the window ends
     */
    record Standing(Quota quota, int remaining, long resetMillis) {
        /** Returns the seconds until the window ends, rounded up. */
        public long resetSeconds() {
            return Math.ceilDiv(resetMillis, 1_000);
        }
    }

    /** The request may go on. */
    record Granted(Standing standing) implements Admission {}

    /** The quota of this window is used up. */
    record Refused(Standing standing) implements Admission {}

    /** The counters cannot be asked, and the policy admits nobody then. */
    record Unavailable() implements Admission {}
}
