package com.upcoach.database;

import com.upcoach.failure.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL process that runs on a data directory, whoever started it: a killed JVM leaves its own behind.
 * Immutable; to be used under the {@link HomeLock} of its home.
 *
 * @param data the data directory, a real path
 */
record Postmaster(Path data) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    /**
     * Ends it in PostgreSQL's fast mode (clients are cut off, data is kept) and waits until it is gone, 15 s at most.
     * Without such a process it only takes a stale pid file away.
     *
     * @throws StartFailure when it still runs after that
     */
    void stop() throws IOException {
        Optional<ProcessHandle> running = running();
        if (running.isEmpty()) {
            dropStalePidFile();
            return;
        }
        interrupt(running.get());
        if (!awaitEnd(running.get())) {
            throw new StartFailure(
                    "a PostgreSQL of an earlier run, process %d, still runs on %s and did not stop within %d s"
                            .formatted(running.get().pid(), data, PATIENCE.toSeconds()));
        }
    }

    /** The process, if there is one and it really is a PostgreSQL on this directory. */
    Optional<ProcessHandle> running() throws IOException {
        return pid().flatMap(ProcessHandle::of).filter(this::servesThisDirectory);
    }

    private Optional<Long> pid() throws IOException {
        if (Files.notExists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private boolean servesThisDirectory(ProcessHandle process) {
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        boolean isPostgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName())
                .filter(name -> name.toString().startsWith("postgres"))
                .isPresent();
        return isPostgres && (arguments.contains(data.toString()) || worksIn(process));
    }

    // Its working directory is the data directory, and stays so when that is renamed. Only Linux tells.
    private boolean worksIn(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc/%d/cwd".formatted(process.pid())), data);
        } catch (IOException e) {
            return false;
        }
    }

    // PostgreSQL refuses to start when the pid in the file is alive, even if it now belongs to something else, as is
    // common in containers and after a reboot. We hold the lock of the home, so nobody can be about to write it.
    private void dropStalePidFile() throws IOException {
        if (pid().isPresent()) {
            Files.deleteIfExists(pidFile());
        }
    }

    // ProcessHandle.destroy sends SIGTERM, on which PostgreSQL waits for its clients; SIGINT is the fast mode.
    private static void interrupt(ProcessHandle process) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    // The pid file goes last. It tells even where nobody reaps orphans and the process stays on as a zombie.
    private boolean awaitEnd(ProcessHandle process) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && Files.exists(pidFile())) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
