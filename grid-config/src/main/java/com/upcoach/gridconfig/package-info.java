/** The names of the maps, beside the files in which Coherence is told what they are. Holds no behaviour. */
@NullMarked
package com.upcoach.gridconfig;

import org.jspecify.annotations.NullMarked;
