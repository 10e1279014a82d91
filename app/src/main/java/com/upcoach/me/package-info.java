/** {@code /api/me}: a person's own account, everything that is kept of it in one document, and its end. */
@NullMarked
package com.upcoach.me;

import org.jspecify.annotations.NullMarked;
