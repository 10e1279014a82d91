/** People and their accounts: profile, e-mail address and password hash. */
@NullMarked
package com.upcoach.user;

import org.jspecify.annotations.NullMarked;
