package com.upcoach.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Function;

/**
 * How the contract's scalar types are written: instants in UTC to the millisecond, dates, ids, and text that can be
 * kept.
 */
final class JsonTypes extends SimpleModule {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    JsonTypes() {
        addSerializer(Instant.class, new InstantWriter());
        addSerializer(LocalDate.class, ToStringSerializer.instance);
        addSerializer(LocalTime.class, ToStringSerializer.instance);
        addDeserializer(LocalDate.class, new TextReader<>(LocalDate.class, Scalars::date));
        addDeserializer(Instant.class, new TextReader<>(Instant.class, Scalars::instant));
        addDeserializer(LocalTime.class, new TextReader<>(LocalTime.class, Scalars::time));
        addDeserializer(UUID.class, new TextReader<>(UUID.class, Scalars::id));
        addDeserializer(String.class, new TextReader<>(String.class, Scalars::text));
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(INSTANT.format(value));
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> parse;

        TextReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(handledType(), in);
            }
            try {
                return parse.apply(in.getText());
            } catch (DateTimeException | IllegalArgumentException e) {
                return (T) context.handleWeirdStringValue((Class<?>) handledType(), "", "not in its form");
            }
        }
    }
}
