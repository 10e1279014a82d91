package com.upcoach.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Paths of what exists, learnt from answers that show an id under a collection's path. Not thread-safe. */
final class Known {
    private final Map<String, List<String>> items = new HashMap<>();

    /** Learns from an answer; {@code path} is the template and {@code concrete} what was asked. */
    void learn(String path, String concrete, JsonNode answer) {
        List<String> found = items.computeIfAbsent(path, none -> new ArrayList<>());
        answer.path("data").forEach(item -> add(found, concrete, item));
        add(found, concrete, answer);
    }

    private static void add(List<String> found, String concrete, JsonNode item) {
        if (item.path("id").isTextual()) {
            found.add(concrete + '/' + item.get("id").asText());
        }
    }

    /** Returns a path of something that exists for a template, if any is known. */
    Optional<String> path(String template, Random random) {
        int end = template.lastIndexOf('}') + 1;
        int start = template.lastIndexOf("/{");
        List<String> found = start < 0 ? List.of() : items.getOrDefault(template.substring(0, start), List.of());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(random.nextInt(found.size())) + template.substring(end));
    }
}
