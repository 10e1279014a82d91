/** The public contract and a page to browse it. */
@NullMarked
package com.upcoach.docs;

import org.jspecify.annotations.NullMarked;
