package com.upcoach;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of tests. Logs stay below {@code target} to be read; whoever made a database deletes it. */
public final class Scratch {
    private Scratch() {}

    /** Makes a directory for logs, gone with the next clean build. */
    public static Path logs(String name) {
        try {
            Path all = Files.createDirectories(Path.of("target", "logs").toAbsolutePath());
            return Files.createTempDirectory(all, name + '-');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a directory that its maker {@linkplain #delete deletes}. */
    public static Path directory(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a directory with all that is in it; nothing when it is gone. */
    public static void delete(Path directory) {
        await().atMost(Duration.ofSeconds(30)).until(() -> isDeleted(directory));
    }

    /** A process that has not quite ended may make files, or delete some, meanwhile. */
    private static boolean isDeleted(Path directory) {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> files = found.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
