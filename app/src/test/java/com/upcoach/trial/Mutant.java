package com.upcoach.trial;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Deliberate faults in a member, put in by a Java agent when it starts: a trial that passes its mutant is no trial. */
enum Mutant {
    /** The member as it is. */
    NONE,
    /** Gives slow clients all the time that they like. */
    NO_DEADLINE("com/upcoach/http/Pace.isOver=false"),
    /** Answers a write and leaves it to a timer to write it to PostgreSQL. */
    WRITE_BEHIND,
    /** Sets rows whatever version they have, in the grid and in SQL: get-then-put. One of both alone is not enough. */
    NO_COMPARE("com/upcoach/grid/row/Change.fits=true", "com/upcoach/grid/row/UserWrite.require=void"),
    /** Does not keep the answer of an Idempotency-Key. */
    NO_IDEMPOTENCY("com/upcoach/grid/row/UserWrite.keep=void"),
    /** Does not look at the data version that a request brings. */
    NO_TOKEN("com/upcoach/http/DataVersions.seen=0"),
    /** Grants without regard to what others were granted. */
    NOT_DEBITED("com/upcoach/admission/lease/Counter.out=false"),
    /** Takes every window for one that goes on. */
    WINDOW_STUCK("com/upcoach/admission/lease/Counter.isLive=true"),
    /** Never asks again about a session that it knows. */
    SESSION_STUCK("com/upcoach/session/live/LiveSessions.isFresh=true"),
    /** Takes every refresh token that was used before for a retry. */
    REUSE_TAKEN("com/upcoach/session/Sessions.isRetry=true"),
    /** Takes every refresh for the first one. */
    ALL_ROTATE("com/upcoach/session/SessionStore.rotate=true");

    private final String changes;

    Mutant(String... changes) {
        this.changes = String.join(" ", changes);
    }

    /** The options of a member's JVM. */
    List<String> options(Path directory) {
        return switch (this) {
            case NONE -> List.of();
            case WRITE_BEHIND -> List.of("-Dcoherence.cacheconfig=" + writeBehind(directory));
            default ->
                Stream.of(changes.split(" "))
                        .map(change -> "-javaagent:" + agent(directory) + "=" + change)
                        .toList();
        };
    }

    private static Path writeBehind(Path directory) {
        try (InputStream in = Mutant.class.getResourceAsStream("/upcoach-cache-config.xml")) {
            String config = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Path file = directory.resolve("write-behind.xml");
            return Files.writeString(file, config.replace("<write-delay>0s", "<write-delay>5s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File agent(Path directory) {
        File jar = directory.resolve("mutant-agent.jar").toFile();
        if (jar.exists()) {
            // Another member may be reading it.
            return jar;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", MutantAgent.class.getName());
        String entry = MutantAgent.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar.toPath()), manifest);
                InputStream in = MutantAgent.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
