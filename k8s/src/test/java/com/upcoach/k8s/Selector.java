package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A selector of pods, as Kubernetes reads one: by labels, and by expressions on them.
 *
 * @param json {@code matchLabels} and {@code matchExpressions}; what is empty or missing selects all
 */
record Selector(JsonNode json) {
    /** Whether it selects what has these labels. */
    boolean selects(Map<String, String> labels) {
        return has(json.path("matchLabels"), labels)
                && json.path("matchExpressions").valueStream().allMatch(each -> holds(each, labels));
    }

    /** Whether labels that are written out are among others. */
    static boolean has(JsonNode wanted, Map<String, String> labels) {
        return wanted.propertyStream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        String label = labels.get(expression.path("key").asText());
        boolean among = label != null
                && expression
                        .path("values")
                        .valueStream()
                        .anyMatch(value -> value.asText().equals(label));
        return switch (expression.path("operator").asText()) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> label != null;
            case "DoesNotExist" -> label == null;
            default -> false;
        };
    }
}
