package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what is meant by its name or its port is there, and listens there. */
final class Targets {
    private static final Pattern ASKED_OF = Pattern.compile("\\bservice=\"([^\"]+)\"");

    private final Overlay overlay;
    private final List<String> faults = new ArrayList<>();

    private Targets(Overlay overlay) {
        this.overlay = overlay;
    }

    /** Returns what an overlay asks for in vain. */
    static List<String> faults(Overlay overlay) {
        Targets targets = new Targets(overlay);
        targets.ports();
        if (overlay.of("Namespace").findAny().isPresent()) {
            targets.names();
        }
        return targets.faults;
    }

    /** What is asked for by name and port must listen there. */
    private void ports() {
        overlay.of("Ingress")
                .forEach(ingress -> ingress.each("/spec/rules")
                        .flatMap(rule -> rule.at("/http/paths").valueStream())
                        .map(path -> path.at("/backend/service"))
                        .forEach(backend -> listens(ingress, backend)));
        overlay.of("ServiceMonitor")
                .forEach(monitor -> monitor.each("/spec/endpoints").forEach(endpoint -> watches(monitor, endpoint)));
        overlay.of("Coherence").forEach(this::isProbedWhereItListens);
        Set<Integer> open = ports(overlay.of("Coherence"), "/spec/ports", "port");
        overlay.of("Service")
                .flatMap(service -> service.each("/spec/ports").map(port -> port.path("targetPort")))
                .filter(port -> !open.contains(port.asInt()))
                .forEach(port -> faults.add("no member listens on the port of a service: " + port.asText()));
    }

    private void listens(Manifest ingress, JsonNode backend) {
        if (overlay.of("Service")
                .filter(service -> service.name().equals(backend.path("name").asText()))
                .flatMap(service -> service.each("/spec/ports"))
                .noneMatch(port -> port.path("name").equals(backend.at("/port/name")))) {
            faults.add(ingress + " leads to no service and port " + backend);
        }
    }

    private void watches(Manifest monitor, JsonNode endpoint) {
        if (overlay.of("Service")
                .filter(service -> new Selector(monitor.at("/spec/selector")).selects(labels(service)))
                .flatMap(service -> service.each("/spec/ports"))
                .noneMatch(port -> port.path("name").equals(endpoint.path("port")))) {
            faults.add(monitor + " watches no port " + endpoint.path("port").asText());
        }
    }

    private void isProbedWhereItListens(Manifest coherence) {
        Set<Integer> open = ports(Stream.of(coherence), "/spec/ports", "port");
        Stream.of("readinessProbe", "livenessProbe", "startupProbe")
                .map(probe -> coherence.at("/spec/" + probe + "/httpGet/port").asInt())
                .filter(port -> !open.contains(port))
                .forEach(port -> faults.add(coherence + " is probed where it does not listen: " + port));
    }

    private static Set<Integer> ports(Stream<Manifest> manifests, String list, String field) {
        return manifests
                .flatMap(manifest -> manifest.each(list))
                .map(port -> port.path(field).asInt())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> labels(Manifest manifest) {
        Map<String, String> labels = new HashMap<>();
        manifest.at("/metadata/labels")
                .propertyStream()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** What is meant by its name alone must be there. */
    private void names() {
        overlay.of("HorizontalPodAutoscaler")
                .forEach(each -> isThere(
                        each, each.at("/spec/scaleTargetRef/kind").asText(), each.at("/spec/scaleTargetRef/name")));
        overlay.of("Certificate").forEach(each -> isThere(each, "Issuer", each.at("/spec/issuerRef/name")));
        overlay.of("ScheduledBackup").forEach(each -> isThere(each, "Cluster", each.at("/spec/cluster/name")));
        overlay.of("Cluster").forEach(each -> {
            each.each("/spec/plugins")
                    .forEach(plugin -> isThere(each, "ObjectStore", plugin.at("/parameters/barmanObjectName")));
            each.each("/spec/bootstrap/initdb/postInitApplicationSQLRefs/configMapRefs")
                    .forEach(file -> isThere(each, "ConfigMap", file.path("name")));
        });
        overlay.of("PrometheusRule").forEach(this::askOfAService);
        overlay.of("Coherence").forEach(each -> isThere(each, "ServiceAccount", each.at("/spec/serviceAccountName")));
        overlay.of("Job")
                .forEach(each -> isThere(each, "ServiceAccount", each.at("/spec/template/spec/serviceAccountName")));
        overlay.manifests().stream()
                .flatMap(manifest -> Pod.of(manifest).stream())
                .forEach(this::hasADatabase);
    }

    /** What alerts take the members' targets for: the service that their monitor finds. */
    private void askOfAService(Manifest rules) {
        rules.each("/spec/groups")
                .flatMap(group -> group.path("rules").valueStream())
                .flatMap(rule ->
                        ASKED_OF.matcher(rule.path("expr").asText()).results().map(found -> found.group(1)))
                .distinct()
                .forEach(service -> isThere(rules, "Service", TextNode.valueOf(service)));
    }

    private void isThere(Manifest from, String kind, JsonNode name) {
        if (overlay.of(kind).noneMatch(each -> each.name().equals(name.asText()))) {
            faults.add(from + " needs a " + kind + " that is not there: " + name.asText());
        }
    }

    /** CloudNativePG calls the service of a primary after its cluster. */
    private void hasADatabase(Pod pod) {
        pod.containers().stream()
                .flatMap(container -> container.env().valueStream())
                .filter(variable -> variable.path("name").asText().equals("UPCOACH_DB_URL"))
                .map(variable -> variable.path("value").asText())
                .filter(url -> overlay.of("Cluster").noneMatch(cluster -> url.contains("//" + cluster.name() + "-rw:")))
                .forEach(url -> faults.add(pod.of() + " asks for a database that is not there: " + url));
    }
}
