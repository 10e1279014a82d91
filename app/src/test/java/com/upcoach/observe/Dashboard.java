package com.upcoach.observe;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One file of {@code k8s/monitoring/dashboards}. */
record Dashboard(String file, JsonNode json) {
    private static final Path FOLDER = Path.of("..", "k8s", "monitoring", "dashboards");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{(\\w+)}}");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Dashboard::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file.getFileName().toString(), STRICT.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no JSON", e);
        }
    }

    List<JsonNode> panels() {
        return json.path("panels").valueStream().toList();
    }

    /** What panels, annotations and variables ask for. */
    Stream<Query> queries() {
        return Stream.of(
                        panels().stream().flatMap(this::targets),
                        json.at("/annotations/list").valueStream().map(this::annotation),
                        json.at("/templating/list")
                                .valueStream()
                                .filter(variable ->
                                        variable.path("type").asText().equals("query"))
                                .map(this::variable))
                .flatMap(queries -> queries);
    }

    private Stream<Query> targets(JsonNode panel) {
        return panel.path("targets")
                .valueStream()
                .map(target -> new Query(
                        file + ", " + panel.path("title").asText(),
                        target.path("expr").asText(),
                        shown(target.path("legendFormat"))));
    }

    private Query annotation(JsonNode annotation) {
        return new Query(file, annotation.path("expr").asText(), shown(annotation.path("titleFormat")));
    }

    private Query variable(JsonNode variable) {
        String query = variable.path("query").asText();
        Matcher matcher = LABEL_VALUES.matcher(query);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file + ": " + query);
        }
        return new Query(file, matcher.group(1), Set.of(matcher.group(2)));
    }

    private static Set<String> shown(JsonNode format) {
        return SHOWN.matcher(format.asText())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }
}
