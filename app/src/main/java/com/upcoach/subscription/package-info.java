/** Plans, what they grant, and who is on which. There is no payment yet: see docs/decisions/0008. */
@NullMarked
package com.upcoach.subscription;

import org.jspecify.annotations.NullMarked;
