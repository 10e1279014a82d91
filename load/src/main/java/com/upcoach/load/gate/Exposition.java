package com.upcoach.load.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one member's {@code /metrics} said, in Prometheus' text format. Immutable. */
record Exposition(List<Series> series) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+\\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    Exposition {
        series = List.copyOf(series);
    }

    /** One value, of a name and its labels. */
    record Series(String name, Map<String, String> labels, double value) {
        Series {
            labels = Map.copyOf(labels);
        }

        boolean has(String label, String value) {
            return value.equals(labels.get(label));
        }

        boolean isSame(Series other) {
            return name.equals(other.name) && labels.equals(other.labels);
        }
    }

    static Exposition read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static Exposition of(String text) {
        List<Series> series = new ArrayList<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> parse(line).ifPresent(series::add));
        return new Exposition(series);
    }

    /**
     * Returns by how much the counters of members grew between two directories: files of the same name are the same
     * member's; one that is only in the second came later.
     */
    static List<Exposition> grown(Path before, Path after) throws IOException {
        List<Exposition> grown = new ArrayList<>();
        try (Stream<Path> files = Files.list(after)) {
            for (Path file : files.sorted().toList()) {
                Path earlier = before.resolve(file.getFileName());
                Exposition now = read(file);
                grown.add(Files.exists(earlier) ? now.since(read(earlier)) : now);
            }
        }
        return grown;
    }

    private static Optional<Series> parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        if (matcher.group(2) != null) {
            LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return Optional.of(new Series(matcher.group(1), labels, number(matcher.group(3))));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    /** Returns by how much each counter grew since; one that is less than it was has begun anew. */
    Exposition since(Exposition before) {
        return new Exposition(series.stream()
                .map(now -> new Series(
                        now.name(),
                        now.labels(),
                        before.series.stream()
                                .filter(now::isSame)
                                .map(Series::value)
                                .filter(was -> was <= now.value())
                                .findFirst()
                                .map(was -> now.value() - was)
                                .orElse(now.value())))
                .toList());
    }
}
