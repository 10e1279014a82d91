/** What operators see: health and meters. */
@NullMarked
package com.upcoach.observe;

import org.jspecify.annotations.NullMarked;
