/** What a person's goals, tasks and check-ins come to, for the screen of an app. */
@NullMarked
package com.upcoach.analytics;

import org.jspecify.annotations.NullMarked;
