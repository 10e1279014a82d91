/**
 * Who answers a person's question: a configured provider, or the rules when there is none or it fails. An answer always
 * comes, within a bounded time.
 */
@NullMarked
package com.upcoach.coaching.model;

import org.jspecify.annotations.NullMarked;
