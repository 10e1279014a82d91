/**
 * What the coach recommends: pure rules over a snapshot of the person's own goals, tasks and check-ins. Nothing here
 * knows HTTP or a provider.
 */
@NullMarked
package com.upcoach.coaching.advice;

import org.jspecify.annotations.NullMarked;
