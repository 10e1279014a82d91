package com.upcoach.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.upcoach.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON (RFC 8259): unknown and repeated names, numbers for strings, trailing text, deep nesting and text that
 * PostgreSQL cannot keep are refused as {@link Failure.Malformed}, so that a typing mistake is never silent.
 * Thread-safe.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 40;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        // By default each thread keeps its buffers, some 15 KB, and each connection is a thread of its own.
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_DIGITS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Enum, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
                .withCoercionConfigDefaults(config -> config.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .addModule(new JsonTypes())
                .build();
    }

    /** Encodes a record of ours, UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a value as a tree, to patch it. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Reads a request's body, which must be one JSON object. */
    public static ObjectNode object(byte[] body) {
        // Text, as of bytes Jackson would guess the encoding, and take UTF-16 and a byte order mark too.
        try (JsonParser parser = MAPPER.createParser(text(body))) {
            JsonNode node = MAPPER.readValue(parser, JsonNode.class);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new Failure.Malformed("malformed-json", "The body must be a JSON object.");
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Turns an object into a record, refusing names and types that the record does not have. */
    public static <T> T bind(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    /** Reads a request's body into a record. */
    public static <T> T read(byte[] body, Class<T> type) {
        return bind(object(body), type);
    }

    /** Reads what {@link #bytes} wrote, of a record of ours or an array of them. */
    public static <T> T trusted(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.isBlank()) {
                throw new Failure.Malformed("body-missing", "A JSON body is needed.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Failure.Malformed("malformed-json", "The body is not valid UTF-8.");
        }
    }

    private static Failure malformed(IOException thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException e -> fault("unknown-field", e, "This field does not exist here.");
            case JsonParseException e
            when String.valueOf(e.getOriginalMessage()).startsWith("Duplicate") ->
                new Failure.Malformed("duplicate-field", "The body has a field twice.");
            case JsonMappingException e
            when !e.getPath().isEmpty() -> fault("wrong-type", e, "This value has the wrong type or form.");
            default -> new Failure.Malformed("malformed-json", "The body is not well-formed JSON.");
        };
    }

    private static Failure fault(String code, JsonMappingException e, String message) {
        return new Failure.Malformed(code, "The body does not fit.", new Failure.Fault(pointer(e), code, message));
    }

    private static String pointer(JsonMappingException e) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer = step.getFieldName() == null
                    ? pointer.appendIndex(Math.max(0, step.getIndex()))
                    : pointer.appendProperty(step.getFieldName());
        }
        return pointer.toString();
    }
}
