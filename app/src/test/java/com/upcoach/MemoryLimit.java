package com.upcoach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A control group of Linux with a ceiling of memory, as a container has: what is in it is killed by the kernel when it
 * asks for more than that and nothing can be given back. Of version 2, else of version 1; without swap, where the
 * kernel counts that.
 *
 * @param folder the group's
 * @param unified whether it is of version 2
 */
record MemoryLimit(Path folder, boolean unified) implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** Makes a group, if this user of this machine may. */
    static Optional<MemoryLimit> of(String name, long bytes) {
        try {
            Path controllers = ROOT.resolve("cgroup.controllers");
            boolean unified =
                    Files.exists(controllers) && Files.readString(controllers).contains("memory");
            MemoryLimit limit = new MemoryLimit((unified ? ROOT : ROOT.resolve("memory")).resolve(name), unified);
            if (unified) {
                Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+memory");
            } else if (!Files.exists(ROOT.resolve("memory/memory.limit_in_bytes"))) {
                return Optional.empty();
            }
            Files.createDirectory(limit.folder);
            limit.write(unified ? "memory.max" : "memory.limit_in_bytes", bytes);
            limit.writeIfThere(unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes", unified ? 0 : bytes);
            return Optional.of(limit);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void write(String file, long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
    }

    private void writeIfThere(String file, long value) throws IOException {
        if (Files.exists(folder.resolve(file))) {
            write(file, value);
        }
    }

    /** The command that runs another inside. */
    List<String> around(List<String> command) {
        List<String> around = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo $$ >\"$0\" && exec \"$@\"",
                folder.resolve("cgroup.procs").toString()));
        around.addAll(command);
        return around;
    }

    /** How many processes the kernel has killed for it. */
    long kills() throws IOException {
        return value(unified ? "memory.events" : "memory.oom_control", "oom_kill ");
    }

    /** What processes hold and could not give back, in bytes: no cached files and none of their mapped pages. */
    long held() throws IOException {
        return value("memory.stat", unified ? "anon " : "total_rss ");
    }

    private long value(String file, String key) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Ends what still runs in it, and takes the group away. */
    @Override
    public void close() throws IOException {
        for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        }
        Files.delete(folder);
    }
}
