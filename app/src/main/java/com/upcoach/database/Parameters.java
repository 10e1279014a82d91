package com.upcoach.database;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values on their way into a statement, in the types that DbClient 4.1.7 hands to the driver unharmed. */
final class Parameters {
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Boolean.class,
            BigDecimal.class,
            LocalDate.class,
            LocalTime.class,
            byte[].class);

    private Parameters() {}

    static List<@Nullable Object> convert(@Nullable Object... values) {
        List<@Nullable Object> converted = new ArrayList<>(values.length);
        for (Object value : values) {
            converted.add(convert(value));
        }
        return converted;
    }

    /** UUIDs, enums and arrays go as text: the connection's {@code stringtype=unspecified} lets the server infer. */
    private static @Nullable Object convert(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case UUID id -> id.toString();
            case List<?> list -> arrayLiteral(list);
            case Object plain when PLAIN.contains(plain.getClass()) -> plain;
            default -> throw new IllegalArgumentException("no SQL form for " + value.getClass());
        };
    }

    /** PostgreSQL's array input syntax: every element quoted, quotes and backslashes escaped. */
    private static String arrayLiteral(List<?> elements) {
        return elements.stream()
                .map(e -> '"' + e.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
