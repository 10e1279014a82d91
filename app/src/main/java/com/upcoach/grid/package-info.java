/**
 * This process as a member of the data grid, and what its maps share: the wire format, the one exception that leaves a
 * store, the one place where a failing grid becomes an answer. The maps themselves are in the packages below. Knows no
 * feature.
 */
@NullMarked
package com.upcoach.grid;

import org.jspecify.annotations.NullMarked;
