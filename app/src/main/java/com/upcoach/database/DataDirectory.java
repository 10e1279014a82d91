package com.upcoach.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.upcoach.failure.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an embedded PostgreSQL keeps its data. Nothing here ever deletes or repairs data: a directory that does not
 * look whole is refused. Immutable; to be used under the {@link HomeLock} of its home.
 *
 * @param path the directory, absolute; it may be absent
 */
record DataDirectory(Path path) {
    /** The major version of the binaries that the build brings; their jars do not tell, EmbeddedDatabaseIT compares. */
    static final String MAJOR = "18";

    private static final String MARKER = "upcoach-complete";
    private static final List<String> ESSENTIAL = List.of("PG_VERSION", "global/pg_control", "postgresql.conf");

    /**
     * Lets pass what PostgreSQL may start on: nothing yet, or all of what an earlier start completed.
     *
     * @throws StartFailure for anything else, saying what is wrong and what to do
     */
    void requireEmptyOrWhole() throws IOException {
        if (isEmpty()) {
            return;
        }
        defect().ifPresent(defect -> {
            throw new StartFailure(
                    "the database directory %s %s; move it away or delete it to start empty; your data, if any, is in it"
                            .formatted(path, defect));
        });
    }

    private boolean isEmpty() throws IOException {
        if (Files.notExists(path)) {
            return true;
        }
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private Optional<String> defect() throws IOException {
        for (String file : ESSENTIAL) {
            if (!Files.isRegularFile(path.resolve(file)) || Files.size(path.resolve(file)) == 0) {
                return Optional.of("is half-written (%s is missing or empty)".formatted(file));
            }
        }
        if (Files.notExists(path.resolve(MARKER))) {
            return Optional.of("is half-written (its first start did not finish: %s is missing)".formatted(MARKER));
        }
        String version = Files.readString(path.resolve("PG_VERSION")).strip();
        return version.equals(MAJOR)
                ? Optional.empty()
                : Optional.of("is of PostgreSQL %s, this server brings PostgreSQL %s".formatted(version, MAJOR));
    }

    /** Notes, durably, that initdb and a first start have succeeded. */
    void markWhole() throws IOException {
        try (FileChannel marker = FileChannel.open(path.resolve(MARKER), CREATE, WRITE)) {
            marker.force(true);
        }
    }
}
