package com.upcoach.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A client that knows the contract and nothing else, and keeps to it only most of the time. Not thread-safe. */
public final class Driver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final Random random;
    private final Samples samples;
    private final Hostile hostile;
    private final Known known = new Known();
    private boolean signedOut = true;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private String token = "";

    /** Creates a client of the server at a base URL; the same seed sends the same. */
    public Driver(String base, long seed) {
        this.base = base;
        this.random = new Random(seed);
        this.samples = new Samples(random);
        this.hostile = new Hostile(random);
    }

    /** Asks as this person from now on. */
    public void signIn(String accessToken, Map<String, String> likely) {
        token = accessToken;
        signedOut = false;
        likely.forEach(samples::learn);
    }

    /** Whether the server takes this person's token no more. */
    public boolean isSignedOut() {
        return signedOut;
    }

    /** Sends a request that the contract allows and judges the answer; returns its status. */
    public int ask(Operation operation) {
        Draft draft = new Draft(operation);
        draft.path = path(operation, random.nextInt(8) > 0);
        queryAndHeaders(draft);
        body(draft);
        return send(draft);
    }

    /** Sends a request with something wrong with it and judges the answer; returns its status. */
    public int annoy(Operation operation) {
        Draft draft = new Draft(operation);
        draft.path = path(operation, random.nextInt(4) > 0);
        queryAndHeaders(draft);
        body(draft);
        List<Runnable> wrongs = new ArrayList<>();
        wrongs.add(() ->
                draft.query.put(random.nextBoolean() ? "unknown" : anyName(operation, "query"), hostile.parameter()));
        wrongs.add(() -> draft.headers.put(anyName(operation, "header"), printable(hostile.parameter())));
        wrongs.add(() -> draft.headers.put("Authorization", "Bearer " + printable(hostile.parameter())));
        if (operation.path().contains("{")) {
            wrongs.add(() -> draft.path = draft.path.replaceAll("[^/]+$", "AAAA"));
        }
        if (!operation.bodyTypes().isEmpty()) {
            wrongs.add(() -> draft.raw(hostile.body()));
            wrongs.add(() -> draft.headers.put("Content-Type", hostile.mediaType()));
            for (int i = 0; i < 6; i++) {
                wrongs.add(() -> draft.json(hostile.spoilt(draft.json)));
            }
        }
        draft.good = false;
        wrongs.get(random.nextInt(wrongs.size())).run();
        return send(draft);
    }

    /** A request in the making. */
    private static final class Draft {
        private final Operation operation;
        private final Map<String, String> query = new TreeMap<>();
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private String path = "";
        private JsonNode json = JSON.nullNode();
        private byte[] bytes = {};
        private boolean good = true;
        private boolean hasJson;

        Draft(Operation operation) {
            this.operation = operation;
        }

        void json(JsonNode body) {
            json = body;
            hasJson = true;
            bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        }

        void raw(byte[] body) {
            hasJson = false;
            bytes = body;
        }

        @Override
        public String toString() {
            String body = new String(bytes, StandardCharsets.UTF_8);
            return operation + ": " + path + query + headers + body.substring(0, Math.min(body.length(), 2000));
        }
    }

    private String path(Operation operation, boolean existing) {
        if (existing) {
            return known.path(operation.path(), random).orElseGet(() -> madeUp(operation));
        }
        return madeUp(operation);
    }

    private String madeUp(Operation operation) {
        String path = operation.path();
        for (Part parameter : operation.parameters("path")) {
            String value = samples.of(parameter.get("schema")).asText();
            path = path.replace('{' + parameter.text("name") + '}', value);
        }
        return path;
    }

    private void queryAndHeaders(Draft draft) {
        for (Part parameter : draft.operation.parameters("query")) {
            if (random.nextInt(5) == 0) {
                draft.query.put(parameter.text("name"), queryValue(parameter));
            }
        }
        onlyOneOf(draft, "cursor", "page");
        onlyOneOf(draft, "from", "to");
        for (Part parameter : draft.operation.parameters("header")) {
            boolean required = parameter.node().path("required").asBoolean();
            if (required || random.nextInt(5) == 0) {
                draft.headers.put(parameter.text("name"), headerValue(parameter));
            }
        }
        if (!draft.operation.isPublic()) {
            draft.headers.put("Authorization", "Bearer " + token);
        }
    }

    /** No schema can tell that a cursor goes with no page, and that a period does not end before it begins. */
    private static void onlyOneOf(Draft draft, String present, String absent) {
        if (draft.query.containsKey(present)) {
            draft.query.remove(absent);
        }
    }

    /** A cursor is the server's own, and nobody can make one up. */
    private String queryValue(Part parameter) {
        if (parameter.text("name").equals("cursor")) {
            return "";
        }
        JsonNode value = samples.of(parameter.get("schema"));
        List<String> parts = new ArrayList<>();
        value.forEach(item -> parts.add(item.asText()));
        String text = value.isArray() ? String.join(",", parts) : value.asText();
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String headerValue(Part parameter) {
        return switch (parameter.text("name")) {
            case "If-Match" -> random.nextInt(4) > 0 ? "*" : "\"" + random.nextInt(4) + "\"";
            case "If-None-Match" -> "\"" + random.nextInt(4) + "\"";
            case "Idempotency-Key" -> UUID.randomUUID().toString();
            default -> printable(samples.of(parameter.get("schema")).asText());
        };
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?").strip();
    }

    private String anyName(Operation operation, String in) {
        List<Part> parameters = operation.parameters(in);
        return parameters.isEmpty()
                ? "unknown"
                : parameters.get(random.nextInt(parameters.size())).text("name");
    }

    private void body(Draft draft) {
        List<String> types = draft.operation.bodyTypes();
        if (types.isEmpty()) {
            return;
        }
        String type = types.get(random.nextInt(types.size()));
        draft.headers.put("Content-Type", type);
        draft.json(samples.of(draft.operation.body(type)));
    }

    private int send(Draft draft) {
        String query = draft.query.entrySet().stream()
                .map(each -> each.getKey() + '=' + each.getValue())
                .collect(Collectors.joining("&", draft.query.isEmpty() ? "" : "?", ""));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + draft.path + query))
                .timeout(Duration.ofSeconds(10))
                .method(draft.operation.method(), BodyPublishers.ofByteArray(draft.bytes));
        draft.headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            judge(draft, response);
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + draft, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void judge(Draft draft, HttpResponse<byte[]> response) {
        Verdict verdict = new Verdict(draft.operation, response);
        verdict.requireConformance(draft.toString());
        if (draft.good) {
            verdict.requireUnderstood(draft.toString());
        } else if (draft.hasJson && isWrong(draft)) {
            verdict.requireRefused(draft.toString());
        }
        signedOut |= response.statusCode() == 401
                && draft.headers.getOrDefault("Authorization", "").equals("Bearer " + token);
        if (response.statusCode() < 300) {
            verdict.json().ifPresent(answer -> {
                known.learn(draft.operation.path(), draft.path, answer);
                learn(answer);
            });
        }
    }

    private static boolean isWrong(Draft draft) {
        String type = draft.headers.getOrDefault("Content-Type", "");
        return draft.operation.bodyTypes().contains(type)
                && !draft.operation.body(type).faults(draft.json).isEmpty();
    }

    private void learn(JsonNode answer) {
        if (answer.path("refreshToken").isTextual()) {
            samples.learn("refreshToken", answer.get("refreshToken").asText());
        }
        known.path("/api/goals/{id}", random)
                .ifPresent(goal -> samples.learn("goalId", goal.substring(goal.lastIndexOf('/') + 1)));
    }

    @Override
    public void close() {
        http.close();
    }
}
