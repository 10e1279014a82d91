package com.upcoach.grid.peer;

import java.util.stream.Stream;

/** One of each type of this package that crosses the wire. */
public final class PeerSamples {
    private PeerSamples() {}

    public static Stream<Object> of() {
        return Stream.of(new Farewell(17_900_000_000_010_003L));
    }
}
