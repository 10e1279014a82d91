package com.upcoach.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** What lines of the log are made of. */
final class Lines {
    private Lines() {}

    /** Returns the last part of a logger's name. */
    static String shortName(@Nullable String logger) {
        return logger == null ? "root" : logger.substring(logger.lastIndexOf('.') + 1);
    }

    /**
     * Returns a message whose control characters are written as escapes, so that nobody can write a line of their own.
     */
    static String printable(String message) {
        if (message.chars().noneMatch(Lines::isControl)) {
            return message;
        }
        StringBuilder text = new StringBuilder(message.length() + 16);
        message.chars().forEach(c -> {
            if (isControl(c)) {
                text.append("\\u%04x".formatted(c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    /** Returns the stack trace of what was thrown; empty when nothing was. */
    static String stackTrace(LogRecord record) {
        if (record.getThrown() == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
