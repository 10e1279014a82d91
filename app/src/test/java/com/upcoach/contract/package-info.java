/** Drives the server by its OpenAPI document alone: requests made from the schemas, answers held against them. */
@NullMarked
package com.upcoach.contract;

import org.jspecify.annotations.NullMarked;
