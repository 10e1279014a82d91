package com.upcoach.log;

import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The log of this process: ours, Helidon's, Coherence's and Weld's in one, on the standard error stream. */
public final class Logs {
    /** What others say of every start, or of every connection, is not for whoever runs this. */
    private static final Map<String, Level> LEVELS = Map.of(
            "org.jboss.weld", Level.WARNING,
            "org.flywaydb", Level.WARNING,
            "com.zaxxer.hikari", Level.WARNING,
            "io.helidon", Level.WARNING);

    /** Held here: the JDK forgets a logger that nobody holds, and its level with it. */
    private static final Map<Logger, Level> HELD = LEVELS.entrySet().stream()
            .collect(Collectors.toMap(each -> Logger.getLogger(each.getKey()), Map.Entry::getValue));

    private Logs() {}

    /** How lines are written. */
    public enum Format {
        /** For people. */
        TEXT,
        /** For programs: one JSON object a line. */
        JSON
    }

    /** Sets how all that is logged from now on is written. */
    public static void configure(Format format) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(formatter(format));
        root.addHandler(console);
        HELD.forEach(Logger::setLevel);
    }

    private static Formatter formatter(Format format) {
        return switch (format) {
            case TEXT -> new TextFormat();
            case JSON -> new JsonFormat();
        };
    }
}
