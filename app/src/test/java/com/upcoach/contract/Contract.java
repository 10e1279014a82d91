package com.upcoach.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/** An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12. Thread-safe. */
public final class Contract {
    private static final String IRI = "https://contract.example/openapi";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** Reads a document. */
    public Contract(String yaml) {
        this.document = new ObjectMapper().valueToTree(new Yaml().load(yaml));
        this.registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemas(Map.of(IRI, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** All operations. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Part paths = root().get("paths");
        paths.names()
                .forEach(path -> METHODS.stream()
                        .filter(method -> paths.get(path).has(method))
                        .forEach(method ->
                                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, paths.get(path)))));
        return operations;
    }

    private Part root() {
        return new Part(this, "");
    }

    /** The node at a pointer. */
    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** What is wrong with a value by the schema at a pointer; empty when nothing is. */
    String faults(String pointer, JsonNode value) {
        Schema schema = schemas.computeIfAbsent(pointer, this::schema);
        return String.join(
                "; ", schema.validate(value).stream().map(Object::toString).toList());
    }

    private Schema schema(String pointer) {
        return registry.getSchema(SchemaLocation.of(IRI + "#" + pointer));
    }
}
