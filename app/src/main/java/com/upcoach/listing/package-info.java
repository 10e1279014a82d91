/**
 * Lists of a person's rows, straight from PostgreSQL's indexes: conditions, one of a few allowed orders, and a part by
 * page or by cursor. Knows no feature.
 */
@NullMarked
package com.upcoach.listing;

import org.jspecify.annotations.NullMarked;
