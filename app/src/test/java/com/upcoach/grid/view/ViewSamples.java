package com.upcoach.grid.view;

import java.util.UUID;
import java.util.stream.Stream;

/** One of each type of this package that crosses the wire and is not public. */
public final class ViewSamples {
    private ViewSamples() {}

    public static Stream<Object> of(UUID user) {
        return Stream.of(new DropViews(user));
    }
}
