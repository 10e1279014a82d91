package com.upcoach.log;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
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

    private static volatile Optional<Keeper> keeper = Optional.empty();

    private Logs() {}

    /** How lines are written. */
    public enum Format {
        /** For people. */
        TEXT,
        /** For programs: one JSON object a line. */
        JSON
    }

    /**
     * Keeps the log open at the end of the JVM until what is done there is done, a minute at most: the JDK closes it as
     * soon as an end begins.
     */
    public static void keepUntil(CountDownLatch done) {
        keeper = Optional.of(new Keeper(done));
        install(Logger.getLogger("").getHandlers());
    }

    /** Sets how all that is logged from now on is written. */
    public static void configure(Format format) {
        Handler console = new ConsoleHandler();
        console.setFormatter(formatter(format));
        install(console);
        HELD.forEach(Logger::setLevel);
    }

    /** The keeper first, as it is the one that the JDK closes first. */
    private static void install(Handler... handlers) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        keeper.ifPresent(root::addHandler);
        for (Handler handler : handlers) {
            root.addHandler(handler);
        }
    }

    /** Takes part in being closed alone, and takes its time over that. */
    private static final class Keeper extends Handler {
        private final CountDownLatch done;

        Keeper(CountDownLatch done) {
            this.done = done;
        }

        @Override
        public void publish(LogRecord line) {}

        @Override
        public void flush() {}

        @Override
        public void close() {
            try {
                if (!done.await(1, TimeUnit.MINUTES)) {
                    System.err.println("upcoach: the end takes more than a minute, and is not logged any more");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Formatter formatter(Format format) {
        return switch (format) {
            case TEXT -> new TextFormat();
            case JSON -> new JsonFormat();
        };
    }
}
