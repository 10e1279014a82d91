package com.upcoach.grid;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Coherence's log within ours: each failed store writes a warning with its stack trace, one of a kind is enough. */
final class GridLog implements Filter {
    private static final int KIND_CHARACTERS = 60;

    /** The JDK forgets a logger, and its filter, that nobody holds. */
    private static final Logger COHERENCE = Logger.getLogger("coherence");

    private final LogLimit limit = new LogLimit();

    private GridLog() {}

    static void limit() {
        COHERENCE.setFilter(new GridLog());
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record.getLevel().intValue() < Level.WARNING.intValue()) {
            return true;
        }
        String message = String.valueOf(record.getMessage());
        return limit.due(message.substring(0, Math.min(message.length(), KIND_CHARACTERS)));
    }
}
