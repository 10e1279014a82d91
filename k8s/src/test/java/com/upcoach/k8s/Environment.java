package com.upcoach.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The environment variables of a Coherence resource, and whether members that run beside one another have the same. */
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

    /** Returns which of our settings one overlay has and another, whose members belong to the same cluster, has not. */
    static List<String> faults(List<Overlay> together) {
        List<Manifest> members =
                together.stream().flatMap(overlay -> overlay.of("Coherence")).toList();
        Set<String> all =
                members.stream().flatMap(each -> names(each).stream()).collect(Collectors.toCollection(TreeSet::new));
        List<String> faults = new ArrayList<>();
        members.forEach(each -> all.stream()
                .filter(name -> !names(each).contains(name))
                .forEach(name -> faults.add(each + " is not told " + name + ", as members beside it are")));
        return faults;
    }

    private static Set<String> names(Manifest coherence) {
        return coherence
                .each("/spec/env")
                .map(variable -> variable.path("name").asText())
                .filter(name -> name.startsWith("UPCOACH_"))
                .collect(Collectors.toSet());
    }
}
