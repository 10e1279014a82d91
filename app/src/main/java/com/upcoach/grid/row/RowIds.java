package com.upcoach.grid.row;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of new rows: UUID version 7 (RFC 9562), whose order is roughly that of their making. */
public final class RowIds {
    private RowIds() {}

    /** Returns a new id for a row made at this time. */
    public static UUID next(Instant at) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
