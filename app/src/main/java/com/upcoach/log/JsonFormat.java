package com.upcoach.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line of JSON a record. Thread-safe. */
final class JsonFormat extends Formatter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
            .build();

    @Override
    public String format(LogRecord record) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(
                    "time", record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("level", record.getLevel().getName());
            json.writeStringField("logger", Lines.shortName(record.getLoggerName()));
            json.writeStringField("message", formatMessage(record));
            if (record instanceof RequestRecord request) {
                write(json, request);
            }
            if (Trace.current().isPresent()) {
                write(json, Trace.current().get());
            }
            if (record.getThrown() != null) {
                json.writeStringField("exception", Lines.stackTrace(record));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append(System.lineSeparator()).toString();
    }

    private static void write(JsonGenerator json, RequestRecord request) throws IOException {
        json.writeStringField("method", request.method());
        json.writeStringField("route", request.route());
        json.writeNumberField("status", request.status());
        json.writeNumberField("durationMs", request.millis());
    }

    private static void write(JsonGenerator json, Trace trace) throws IOException {
        json.writeStringField("requestId", trace.requestId());
        if (trace.traceId().isPresent() && trace.parentId().isPresent()) {
            json.writeStringField("traceId", trace.traceId().get());
            json.writeStringField("parentId", trace.parentId().get());
        }
    }
}
