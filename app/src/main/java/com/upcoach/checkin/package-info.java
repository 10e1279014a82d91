/**
 * Check-ins: what a person did for a goal on which calendar day. They are kept under their goal and go with it; what
 * follows from them is derived by {@code goal}.
 */
@NullMarked
package com.upcoach.checkin;

import org.jspecify.annotations.NullMarked;
