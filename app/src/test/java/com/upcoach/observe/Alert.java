package com.upcoach.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * One alert of {@code k8s/monitoring/rules.yaml}.
 *
 * @param runbook the file and heading that explain it
 */
record Alert(String name, String expression, String runbook) {
    private static final Path RULES = Path.of("..", "k8s", "monitoring", "rules.yaml");

    static List<Alert> all() {
        try {
            JsonNode rules = new ObjectMapper().valueToTree(new Yaml().load(Files.readString(RULES)));
            return rules.at("/spec/groups")
                    .valueStream()
                    .flatMap(group -> group.path("rules").valueStream())
                    .map(Alert::from)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Alert from(JsonNode rule) {
        return new Alert(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.at("/annotations/runbook").asText());
    }

    Query query() {
        return new Query(name, expression, Set.of());
    }
}
