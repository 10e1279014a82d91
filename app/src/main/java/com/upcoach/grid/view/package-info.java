/**
 * Encoded answers by person, request and data version, made once for the whole cluster and sent as they lie. A feature
 * brings a {@link com.upcoach.grid.view.ViewSource} for its views.
 */
@NullMarked
package com.upcoach.grid.view;

import org.jspecify.annotations.NullMarked;
