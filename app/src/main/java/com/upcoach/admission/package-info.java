/** Limits for the whole cluster. So far only their configuration; nothing is refused yet. */
@NullMarked
package com.upcoach.admission;

import org.jspecify.annotations.NullMarked;
