/** What load runs need besides JMeter: people to be, and a gate that judges what was measured. */
@NullMarked
package com.upcoach.load;

import org.jspecify.annotations.NullMarked;
