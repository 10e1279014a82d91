/**
 * A cache for whatever the rest of the application can compute again: by key, with a time to live, invalidated by tag
 * or by key prefix. A grid that fails is a miss, never an error to a reader.
 */
@NullMarked
package com.upcoach.grid.cache;

import org.jspecify.annotations.NullMarked;
