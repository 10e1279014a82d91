/** SHA-256, and the ids that are made of it. It knows nothing else of ours. */
@NullMarked
package com.upcoach.digest;

import org.jspecify.annotations.NullMarked;
