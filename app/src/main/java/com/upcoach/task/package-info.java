/** Tasks: the steps towards a goal, or by themselves. */
@NullMarked
package com.upcoach.task;

import org.jspecify.annotations.NullMarked;
