/**
 * What the micro-benchmarks share. They themselves stand in the packages of what they measure, to reach it as it is.
 */
@NullMarked
package com.upcoach.micro;

import org.jspecify.annotations.NullMarked;
