package com.upcoach.log;

import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line a record, for people: time, level, logger, message, and the request in brackets. Thread-safe. */
final class TextFormat extends Formatter {
    @Override
    public String format(LogRecord record) {
        String line = "%s %-7s %s: %s%s%n"
                .formatted(
                        record.getInstant().truncatedTo(ChronoUnit.MILLIS),
                        record.getLevel().getName(),
                        Lines.shortName(record.getLoggerName()),
                        Lines.printable(formatMessage(record)),
                        Trace.current()
                                .map(trace -> " [" + trace.requestId() + ']')
                                .orElse(""));
        return line + Lines.stackTrace(record);
    }
}
