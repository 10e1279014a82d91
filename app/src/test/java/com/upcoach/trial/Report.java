package com.upcoach.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a trial did and saw: printed as it goes, kept in {@code target/trials}. For one thread. */
final class Report {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    Report(String name) {
        this.name = name;
    }

    /** How much longer than the short run a trial is: {@code -Dtrial.scale}, 1 when absent. */
    static int scale() {
        return Integer.getInteger("trial.scale", 1);
    }

    /** Whether times are judged: not in the short run, which shares its machine with anything. */
    static boolean isLong() {
        return Integer.getInteger("trial.scale") != null;
    }

    void line(String line) {
        lines.add("- " + line);
        System.out.println("trial " + name + ": " + line);
    }

    /** Keeps a line without printing it. */
    void keep(String line) {
        lines.add("- " + line);
    }

    /** Zero seen in n tries bounds the rate by 3/n with 95 % confidence (the rule of three). */
    void bound(String what, long seen, long tries) {
        if (seen == 0 && tries > 0) {
            line("%s: 0 of %d, so below %.5f %% with 95 %% confidence".formatted(what, tries, 300.0 / tries));
        } else {
            line(what + ": " + seen + " of " + tries);
        }
    }

    /** Writes p50, p99 and the largest of values in milliseconds. */
    <T> void spread(String what, List<T> values, ToLongFunction<T> millis) {
        long[] sorted = values.stream().mapToLong(millis).sorted().toArray();
        if (sorted.length == 0) {
            line(what + ": none");
            return;
        }
        line("%s: p50 %d ms, p99 %d ms, max %d ms of %d"
                .formatted(
                        what,
                        sorted[sorted.length / 2],
                        sorted[(int) (sorted.length * 0.99)],
                        sorted[sorted.length - 1],
                        sorted.length));
    }

    void write() {
        try {
            Path directory = Files.createDirectories(Path.of("target/trials"));
            Files.write(directory.resolve(name.replace(' ', '-') + ".md"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
