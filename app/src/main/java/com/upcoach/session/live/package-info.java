/**
 * Which sessions live: a map of the grid over the table, and what each member remembers of it. Ending a session takes
 * effect on every member within a second.
 */
@NullMarked
package com.upcoach.session.live;

import org.jspecify.annotations.NullMarked;
