package com.upcoach.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What PostgreSQL and its tools have written since a moment. Immutable.
 *
 * @param file the log, appended to by every start
 * @param from where in it, in bytes, the moment lies
 */
record ServerLog(Path file, long from) {
    private static final Pattern COMPLAINT =
            Pattern.compile("(?:FATAL|PANIC|error|unshare): +(\\S.*)", Pattern.CASE_INSENSITIVE);

    static ServerLog fromNowOn(Path file) throws IOException {
        return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** The first thing that went wrong; what follows it is mostly its consequence. */
    Optional<String> firstComplaint() {
        try (InputStream log = Files.newInputStream(file)) {
            log.skipNBytes(from);
            return new String(log.readAllBytes(), UTF_8)
                    .lines()
                    .map(COMPLAINT::matcher)
                    .filter(matcher -> matcher.find())
                    .map(matcher -> matcher.group(1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
