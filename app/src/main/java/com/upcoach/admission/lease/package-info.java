/** Exact counters for the whole cluster, leased: members are granted permits in blocks and spend them in memory. */
@NullMarked
package com.upcoach.admission.lease;

import org.jspecify.annotations.NullMarked;
