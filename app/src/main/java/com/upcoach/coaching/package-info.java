/**
 * {@code /api/ai}: what a person asks the coach and is answered, what the coach recommends, and how much of it is left.
 * The rules of the advice and the models that answer have packages of their own.
 */
@NullMarked
package com.upcoach.coaching;

import org.jspecify.annotations.NullMarked;
