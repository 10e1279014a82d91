/** Members that speak to one another past the maps: direct calls, and whether enough of them are there. */
@NullMarked
package com.upcoach.grid.peer;

import org.jspecify.annotations.NullMarked;
