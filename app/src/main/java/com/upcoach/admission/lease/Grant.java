package com.upcoach.admission.lease;

import java.util.List;

/**
 * What a counter answers.
 *
 * @param windowEnd of the window, by the counter's clock; names the window
 * @param endsInMillis until it ends, from when the counter was asked
 * @param granted permits that the holder has been granted in this window, {@code spent} among them
 * @param spent permits of them that count as spent
 * @param told the most permits that were ever out in this window
 * @param alone whether nobody else was granted any
 * @param others holders who may have permits that they do not need
 */
record Grant(long windowEnd, long endsInMillis, int granted, int spent, int told, boolean alone, List<Long> others) {
    Grant {
        others = List.copyOf(others);
    }
}
