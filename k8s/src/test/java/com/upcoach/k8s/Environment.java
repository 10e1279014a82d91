package com.upcoach.k8s;

import java.util.Optional;

/** The environment variables of a Coherence resource. */
final class Environment {
    private Environment() {}

    /** Returns what a variable is set to, when that is written out. */
    static Optional<String> value(Manifest coherence, String name) {
        return coherence
                .each("/spec/env")
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst();
    }
}
