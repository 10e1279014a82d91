/**
 * Trials: a real cluster under load, faults on purpose, and a comparison of what was acknowledged with what is there.
 * Short here, as long as {@code -Dtrial.scale} says; each fails on a mutant of its own.
 */
@NullMarked
package com.upcoach.trial;

import org.jspecify.annotations.NullMarked;
