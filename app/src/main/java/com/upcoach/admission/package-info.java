/** Limits for the whole cluster: who is counted under which policy, and what an answer tells of it. */
@NullMarked
package com.upcoach.admission;

import org.jspecify.annotations.NullMarked;
