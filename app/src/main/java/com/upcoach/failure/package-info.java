/** What can go wrong for a caller: one sealed family, turned into answers by {@code com.upcoach.http} alone. */
@NullMarked
package com.upcoach.failure;

import org.jspecify.annotations.NullMarked;
