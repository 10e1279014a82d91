package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/**
 * One resource, as it would be applied.
 *
 * @param json all of it
 */
record Manifest(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Reads the documents of a YAML text; empty ones are left out. */
    static List<Manifest> all(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .filter(Objects::nonNull)
                .map(document -> new Manifest(MAPPER.valueToTree(document)))
                .toList();
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String kind() {
        return json.path("kind").asText();
    }

    /** The group of a custom kind, or of a core one; empty for those of version v1. */
    String group() {
        return apiVersion().contains("/")
                ? apiVersion().substring(0, apiVersion().indexOf('/'))
                : "";
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** The elements of a list; none when it is absent. */
    Stream<JsonNode> each(String pointer) {
        return at(pointer).valueStream();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
