/**
 * What every route has in common: strict JSON and queries in, problem answers, conditional requests, paging,
 * compression and security headers out. Knows no feature.
 */
@NullMarked
package com.upcoach.http;

import org.jspecify.annotations.NullMarked;
