/**
 * The data grid as features see it: rows of a person written through to PostgreSQL, encoded views of them, and answers
 * kept for idempotent retries. Knows no feature; a feature brings an {@link com.upcoach.grid.EntityStore} for its rows
 * and a {@link com.upcoach.grid.ViewSource} for its views.
 */
@NullMarked
package com.upcoach.grid;

import org.jspecify.annotations.NullMarked;
