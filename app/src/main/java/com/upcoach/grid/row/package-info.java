/**
 * The rows of a person: read at their owner, written through it to PostgreSQL, all or none. A feature brings an
 * {@link com.upcoach.grid.row.EntityStore} for its kind of row.
 */
@NullMarked
package com.upcoach.grid.row;

import org.jspecify.annotations.NullMarked;
