/** Signing in: passwords, access tokens, and the sessions of a person's devices. */
@NullMarked
package com.upcoach.session;

import org.jspecify.annotations.NullMarked;
