/** Requests that brought an Idempotency-Key: run once for the whole cluster, answered alike ever after. */
@NullMarked
package com.upcoach.grid.idempotency;

import org.jspecify.annotations.NullMarked;
