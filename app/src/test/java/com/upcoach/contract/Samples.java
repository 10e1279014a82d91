package com.upcoach.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Values that schemas allow. Not thread-safe. */
final class Samples {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int TRIES = 500;
    private static final String[] CHARACTERS = {
        "a", "B", "7", " ", "ä", "ß", "語", "🏃", "'", "\"", "\\", "<", "%", "\t", "\u200f"
    };

    private final Random random;
    private final Map<String, String> likely = new HashMap<>();

    Samples(Random random) {
        this.random = random;
    }

    /** Has a field of this name often have this value, such as an id of something that exists. */
    void learn(String field, String value) {
        likely.put(field, value);
    }

    /** Returns a value that the schema allows. */
    JsonNode of(Part schema) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            JsonNode made = make(schema);
            if (schema.faults(made).isEmpty()) {
                return made;
            }
        }
        throw new IllegalStateException("found no value for the schema at " + schema.pointer());
    }

    private JsonNode make(Part schema) {
        if (schema.has("const")) {
            return schema.node().get("const");
        }
        if (schema.has("enum")) {
            return schema.node()
                    .get("enum")
                    .get(random.nextInt(schema.node().get("enum").size()));
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return make(pick(schema.get(choice).items()));
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "string" -> JSON.textNode(string(schema));
            case "integer" -> JSON.numberNode(number(schema).longValue());
            case "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.nullNode();
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String type(Part schema) {
        JsonNode type = schema.node().path("type");
        if (type.isArray()) {
            return type.get(random.nextInt(4) == 0 ? random.nextInt(type.size()) : 0)
                    .asText();
        }
        return type.isTextual() ? type.asText() : "object";
    }

    private JsonNode object(Part schema) {
        ObjectNode made = JSON.objectNode();
        schema.get("allOf").items().forEach(part -> made.setAll((ObjectNode) make(part)));
        Part properties = schema.get("properties");
        for (String name : properties.names()) {
            if (isRequired(schema, name) || random.nextInt(3) == 0) {
                made.set(name, field(name, properties.get(name)));
            }
        }
        return made;
    }

    private static boolean isRequired(Part schema, String name) {
        for (JsonNode required : schema.node().path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode field(String name, Part schema) {
        String known = likely.get(name);
        return known != null && random.nextInt(4) > 0 ? JSON.textNode(known) : make(schema);
    }

    private JsonNode array(Part schema) {
        ArrayNode made = JSON.arrayNode();
        int length = schema.node().path("minItems").asInt() + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            made.add(make(schema.get("items")));
        }
        return made;
    }

    private String string(Part schema) {
        if (schema.has("pattern")) {
            return matching(schema.text("pattern"));
        }
        return switch (schema.text("format")) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date" ->
                LocalDate.now(ZoneOffset.UTC).minusDays(random.nextInt(300)).toString();
            case "date-time" ->
                Instant.ofEpochMilli(random.nextLong(2_000_000_000_000L)).toString();
            case "email" -> UUID.randomUUID() + "@example.com";
            default -> text(schema);
        };
    }

    /** The few patterns that requests have. */
    private String matching(String pattern) {
        if (pattern.contains(":")) {
            return "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
        }
        return Long.toString(random.nextLong(10_000_000, 1_000_000_000));
    }

    private String text(Part schema) {
        int least = schema.node().path("minLength").asInt();
        int most = schema.node().path("maxLength").asInt(300);
        int length = random.nextInt(10) == 0 ? most : Math.min(most, least + random.nextInt(40));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(3) == 0 ? CHARACTERS[random.nextInt(CHARACTERS.length)] : "x");
        }
        return text.toString();
    }

    private BigDecimal number(Part schema) {
        long least = schema.node().path("minimum").asLong(-1000);
        long most = schema.node().path("maximum").asLong(1000);
        return BigDecimal.valueOf(random.nextLong(least, most + 1));
    }
}
