/**
 * The one way to PostgreSQL: pool, migrations, statements by name, and the embedded server of a developer's machine.
 * Knows no feature; all that DbClient 4.1.7 over Helidon 4.5.0 needs special care for stays in here.
 */
@NullMarked
package com.upcoach.database;

import org.jspecify.annotations.NullMarked;
