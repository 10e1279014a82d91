package com.upcoach.admission.lease;

/**
 * What one member was granted of a counter.
 *
 * @param holder the member
 * @param sequence of its newest ask
 * @param spent permits that counted as spent at that ask
 * @param granted permits in this window, spent or not
 * @param open whether some of them may not be spent
 */
record Holding(long holder, long sequence, int spent, int granted, boolean open) {}
