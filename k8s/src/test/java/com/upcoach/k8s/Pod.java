package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The pods that come of a manifest, as far as policies ask.
 *
 * @param labels theirs, with those that an operator adds
 * @param security of the pod
 * @param token whether a token of the service account is mounted; missing when that is not said
 * @param longRunning whether they are to be probed
 */
record Pod(
        Manifest of,
        Map<String, String> labels,
        JsonNode security,
        JsonNode token,
        List<Container> containers,
        boolean longRunning) {
    /**
     * One container.
     *
     * @param probes where its probes are written
     */
    record Container(String image, JsonNode security, JsonNode resources, JsonNode env, JsonNode probes) {}

    /** Returns the pods of a manifest, when it makes any that we describe whole. CloudNativePG writes its own. */
    static Optional<Pod> of(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Coherence" -> Optional.of(coherence(manifest));
            case "Job", "Deployment", "StatefulSet", "DaemonSet" -> Optional.of(template(manifest));
            default -> Optional.empty();
        };
    }

    private static Pod coherence(Manifest manifest) {
        JsonNode spec = manifest.at("/spec");
        Map<String, String> labels = texts(spec.path("labels"));
        labels.put("coherenceCluster", spec.path("cluster").asText(manifest.name()));
        labels.put("coherenceDeployment", manifest.name());
        labels.put("coherenceRole", spec.path("role").asText(manifest.name()));
        labels.put("coherenceComponent", "coherencePod");
        Container member = new Container(
                spec.path("image").asText(),
                spec.path("containerSecurityContext"),
                spec.path("resources"),
                spec.path("env"),
                spec);
        Container init = new Container(
                spec.path("image").asText(),
                spec.path("containerSecurityContext"),
                spec.path("initResources"),
                spec.path("env"),
                spec);
        return new Pod(
                manifest,
                labels,
                spec.path("securityContext"),
                spec.path("automountServiceAccountToken"),
                List.of(member, init),
                true);
    }

    private static Pod template(Manifest manifest) {
        JsonNode template = manifest.at("/spec/template");
        JsonNode spec = template.path("spec");
        List<Container> containers = Stream.of("containers", "initContainers")
                .flatMap(list -> StreamSupport.stream(spec.path(list).spliterator(), false))
                .map(each -> new Container(
                        each.path("image").asText(),
                        each.path("securityContext"),
                        each.path("resources"),
                        each.path("env"),
                        each))
                .toList();
        return new Pod(
                manifest,
                texts(template.at("/metadata/labels")),
                spec.path("securityContext"),
                spec.path("automountServiceAccountToken"),
                containers,
                !manifest.is("Job"));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.propertyStream()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
