/** Reads what JMeter and the members measured, says whether it is what was asked for, and draws it. */
@NullMarked
package com.upcoach.load.gate;

import org.jspecify.annotations.NullMarked;
