/** What operators see: health, meters, and the contract that the server keeps. */
@NullMarked
package com.upcoach.observe;

import org.jspecify.annotations.NullMarked;
