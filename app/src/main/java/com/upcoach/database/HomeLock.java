package com.upcoach.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.upcoach.failure.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one process to a home directory: an operating-system lock on its file {@code lock}, which a killed
 * process gives up too. The holder's pid stands beside it in {@code lock.pid}. Safe for use by several threads.
 */
final class HomeLock implements AutoCloseable {
    // POSIX drops a process's locks on a file when it closes any channel of that file, so a second attempt in this
    // JVM must be refused before it opens the file. For the same reason the pid is not kept in the lock file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /**
     * Takes the lock without waiting.
     *
     * @param home an existing directory, as a real path
     * @throws StartFailure when this or another process holds it
     */
    static HomeLock acquire(Path home) throws IOException {
        if (!HELD_HERE.add(home)) {
            throw inUse(home, Optional.of(ProcessHandle.current()));
        }
        try {
            return new HomeLock(home, lockedChannel(home));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(home);
            throw e;
        }
    }

    private static FileChannel lockedChannel(Path home) throws IOException {
        FileChannel channel = FileChannel.open(home.resolve("lock"), CREATE, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(home, holder(home));
            }
            Files.writeString(pidFile(home), ProcessHandle.current().pid() + "\n");
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Path pidFile(Path home) {
        return home.resolve("lock.pid");
    }

    private static Optional<ProcessHandle> holder(Path home) {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(pidFile(home)).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static StartFailure inUse(Path home, Optional<ProcessHandle> holder) {
        String who = holder.map(process -> "process " + process.pid()).orElse("another process");
        return new StartFailure(
                "the directory %s is in use by %s: stop that one, or use another directory".formatted(home, who));
    }

    Path home() {
        return home;
    }

    /** Gives the lock up. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(pidFile(home));
        } finally {
            HELD_HERE.remove(home);
        }
    }
}
