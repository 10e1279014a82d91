/** The composition root: where everything is put together, and the only reader of configuration. */
@NullMarked
package com.upcoach;

import org.jspecify.annotations.NullMarked;
