package com.upcoach.admission.lease;

/**
 * What a member asks of a counter.
 *
 * @param holder the member, see {@link Ledger#holder}; {@link #NOBODY} spends what it is granted at once
 * @param sequence rises with each ask of a holder, so that one that comes late is known
 * @param since sequence of the first ask of which this holder remembers anything; 0 for {@link #NOBODY}
 * @param windowEnd end of the window that {@code spent} is of, by the counter's clock; 0 when the holder has taken no
 *     answer: then {@code spent} comes on top of all that it was granted before {@code since}
 * @param spent permits that the holder has spent
 * @param least permits that are wanted now, all or none; 0 to give back what was not spent
 * @param want permits that the holder would like to have for what may follow
 * @param permits that the subject has in a window
 * @param windowMillis length of a window
 * @param members of the cluster, among whom a subject's requests may be spread
 */
record Ask(
        long holder,
        long sequence,
        long since,
        long windowEnd,
        int spent,
        int least,
        int want,
        int permits,
        long windowMillis,
        int members) {
    static final long NOBODY = 0;
}
