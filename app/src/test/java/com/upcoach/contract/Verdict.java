package com.upcoach.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** Whether an answer is one that the contract tells of. */
record Verdict(Operation operation, HttpResponse<byte[]> response) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ALWAYS =
            List.of("X-Request-Id", "Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options");

    /** Requires that the answer is documented: status, headers, media type and body. */
    void requireConformance(String request) {
        assertThat(response.statusCode()).as(request).isLessThan(500);
        assertThat(ALWAYS)
                .allSatisfy(name -> assertThat(response.headers().firstValue(name))
                        .as(request)
                        .isPresent());
        Optional<Part> documented = operation.answer(response.statusCode());
        assertThat(documented)
                .as("status " + response.statusCode() + " of " + request)
                .isPresent();
        documented.ifPresent(answer -> {
            assertThat(headerFaults(answer)).as(request).isEmpty();
            assertThat(bodyFaults(answer))
                    .as(response.statusCode() + " to " + request)
                    .isEmpty();
        });
    }

    /** Requires that a request which keeps to the contract is not called malformed. */
    void requireUnderstood(String request) {
        assertThat(response.statusCode()).as(text() + " to " + request).isNotIn(400, 405, 406, 413, 414, 415, 428, 431);
    }

    /** Requires that a request which does not keep to the contract is refused. */
    void requireRefused(String request) {
        assertThat(response.statusCode())
                .as("a body that its schema forbids: " + request)
                .isBetween(400, 499);
    }

    private String headerFaults(Part answer) {
        StringBuilder faults = new StringBuilder();
        Part headers = answer.get("headers");
        for (String name : headers.names()) {
            response.headers()
                    .firstValue(name)
                    .map(value -> headers.get(name).get("schema").faults(value(headers.get(name), value)))
                    .filter(fault -> !fault.isEmpty())
                    .ifPresent(fault -> faults.append(name).append(' ').append(fault));
        }
        return faults.toString();
    }

    private static JsonNode value(Part header, String text) {
        return header.get("schema").text("type").equals("integer")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    private String bodyFaults(Part answer) {
        Part content = answer.get("content");
        if (content.names().isEmpty()) {
            return response.body().length == 0 ? "" : "a body where none is documented: " + text();
        }
        String type = mediaType();
        if (!content.has(type)) {
            return "media type '" + type + "', documented are " + content.names();
        }
        return json().map(body -> content.get(type).get("schema").faults(body)).orElse("");
    }

    private String mediaType() {
        return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    /** The body, where it is JSON. */
    Optional<JsonNode> json() {
        if (!mediaType().endsWith("json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        return new String(
                response.body(), 0, Math.min(response.body().length, 500), java.nio.charset.StandardCharsets.UTF_8);
    }
}
