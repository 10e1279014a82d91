/**
 * What all kinds of things that people keep have in common: optimistic edits of their rows, views of them, and how both
 * are asked for over HTTP. A feature says what its own kind is; this package knows none.
 */
@NullMarked
package com.upcoach.entity;

import org.jspecify.annotations.NullMarked;
