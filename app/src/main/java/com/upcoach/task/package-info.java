/**
 * Tasks: the steps towards a goal. So far they are made together with their goal and listed under it; routes of their
 * own come next.
 */
@NullMarked
package com.upcoach.task;

import org.jspecify.annotations.NullMarked;
