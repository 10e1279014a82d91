/** What is written to the log, and how: one line a record, for people or as JSON, with the request it belongs to. */
@NullMarked
package com.upcoach.log;

import org.jspecify.annotations.NullMarked;
