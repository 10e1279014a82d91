/**
 * Makes people with goals, tasks and tokens straight in the database, and removes them. Nothing of it runs in a member.
 */
@NullMarked
package com.upcoach.load.people;

import org.jspecify.annotations.NullMarked;
