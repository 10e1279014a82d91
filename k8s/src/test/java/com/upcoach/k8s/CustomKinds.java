package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Custom kinds, by the definitions that their projects publish, from a folder of them; which takes no unknown field.
 */
final class CustomKinds {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> {});

    private final Map<String, Schema> schemas = new HashMap<>();

    private CustomKinds() {}

    /** Reads all definitions of a folder. */
    static CustomKinds of(Path folder) {
        CustomKinds kinds = new CustomKinds();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Manifest.all(Files.readString(file)).forEach(kinds::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kinds;
    }

    /** The folder that SCHEMAS names, else the one beside the project, when it is there. */
    static Optional<CustomKinds> found(Path project) {
        Path folder = Optional.ofNullable(System.getenv("SCHEMAS"))
                .map(Path::of)
                .orElse(project.resolve("../shared/schemas"));
        return Files.isDirectory(folder) ? Optional.of(of(folder)) : Optional.empty();
    }

    private void add(Manifest definition) {
        definition.each("/spec/versions").forEach(version -> {
            JsonNode schema = strict(version.at("/schema/openAPIV3Schema").deepCopy());
            schemas.put(
                    definition.at("/spec/group").asText()
                            + "/"
                            + version.path("name").asText()
                            + " "
                            + definition.at("/spec/names/kind").asText(),
                    REGISTRY.getSchema(schema.toString(), InputFormat.JSON));
        });
    }

    boolean know(Manifest manifest) {
        return schemas.containsKey(key(manifest));
    }

    /** Returns what is wrong with a manifest of a kind that is known. */
    List<String> faults(Manifest manifest) {
        return Objects.requireNonNull(schemas.get(key(manifest)))
                .validate(manifest.json().toString(), InputFormat.JSON)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static String key(Manifest manifest) {
        return manifest.apiVersion() + " " + manifest.kind();
    }

    /**
     * Kubernetes drops what a definition does not name, silently: here it is a fault. Nullable is said as JSON Schema
     * does.
     */
    private static JsonNode strict(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                    || object.has("additionalProperties")
                    || object.path("x-kubernetes-embedded-resource").asBoolean();
            if (object.path("properties").isObject() && object.path("type").isTextual() && !open) {
                object.put("additionalProperties", false);
            }
            if (object.path("nullable").asBoolean() && object.path("type").isTextual()) {
                ArrayNode types = new ObjectMapper().createArrayNode();
                object.set("type", types.add(object.path("type").asText()).add("null"));
            }
        }
        schema.forEach(CustomKinds::strict);
        return schema;
    }
}
