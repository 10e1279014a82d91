package com.upcoach.grid;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Coherence's log within ours: each failed store writes a warning with its stack trace, one of a kind is enough, and
 * each file that is read a line that tells nobody anything.
 */
final class GridLog implements Filter {
    private static final int KIND_CHARACTERS = 60;

    /** Of each file, as {@link GridProperties} has asked for it. */
    private static final String NOT_VALIDATED = "XML validation disabled";

    /** The JDK forgets a logger, and its filter, that nobody holds. */
    private static final Logger COHERENCE = Logger.getLogger("coherence");

    private final LogLimit limit = new LogLimit();

    private GridLog() {}

    static void limit() {
        COHERENCE.setFilter(new GridLog());
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = String.valueOf(record.getMessage());
        if (record.getLevel().intValue() < Level.WARNING.intValue()) {
            return !message.equals(NOT_VALIDATED);
        }
        return limit.due(message.substring(0, Math.min(message.length(), KIND_CHARACTERS)));
    }
}
