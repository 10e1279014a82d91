package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether what names something else names what is there: selectors their pods, references their secrets, policies their
 * ports. See {@link Targets} too.
 */
final class Wiring {
    private static final Pattern MADE = Pattern.compile("^ *secret (\\S+)", Pattern.MULTILINE);
    private static final Set<Integer> GRID_PORTS = Set.of(7574, 7575, 7576, 6676);

    private final Overlay overlay;
    private final List<Map<String, String>> pods = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private Wiring(Overlay overlay) {
        this.overlay = overlay;
        overlay.manifests().forEach(manifest -> Pod.of(manifest).ifPresent(pod -> pods.add(pod.labels())));
        overlay.of("Cluster").forEach(cluster -> pods.add(Map.of("cnpg.io/cluster", cluster.name())));
    }

    /**
     * Returns what is wrong with an overlay.
     *
     * @param secrets the script that makes the secrets which nothing else makes
     */
    static List<String> faults(Overlay overlay, Path secrets) {
        Wiring wiring = new Wiring(overlay);
        wiring.selectors();
        wiring.policies();
        if (overlay.of("Namespace").findAny().isPresent()) {
            wiring.secrets(secrets);
        }
        return wiring.faults;
    }

    private void selectors() {
        overlay.of("Service")
                .filter(each -> pods.stream().noneMatch(pod -> Selector.has(each.at("/spec/selector"), pod)))
                .forEach(this::selectsNone);
        overlay.of("PodDisruptionBudget").forEach(each -> selects(each, each.at("/spec/selector")));
        overlay.of("PodMonitor").forEach(each -> selects(each, each.at("/spec/selector")));
        overlay.of("NetworkPolicy").forEach(each -> {
            selects(each, each.at("/spec/podSelector"));
            peers(each).forEach(selector -> selects(each, selector));
        });
    }

    /** The pods of the same namespace that a policy lets in or out. */
    private static Stream<JsonNode> peers(Manifest policy) {
        return Stream.concat(
                        policy.each("/spec/ingress")
                                .flatMap(rule -> rule.path("from").valueStream()),
                        policy.each("/spec/egress")
                                .flatMap(rule -> rule.path("to").valueStream()))
                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                .map(peer -> peer.path("podSelector"));
    }

    private void selects(Manifest manifest, JsonNode selector) {
        if (pods.stream().noneMatch(new Selector(selector)::selects)) {
            selectsNone(manifest);
        }
    }

    private void selectsNone(Manifest manifest) {
        faults.add(manifest + " selects no pod");
    }

    private void policies() {
        boolean denied = overlay.of("NetworkPolicy")
                .anyMatch(policy -> policy.at("/spec/podSelector").isEmpty()
                        && policy.at("/spec/policyTypes").size() == 2
                        && policy.at("/spec/ingress").isMissingNode()
                        && policy.at("/spec/egress").isMissingNode());
        if (overlay.of("Namespace").findAny().isPresent() && !denied) {
            faults.add("no NetworkPolicy denies by default");
        }
        overlay.of("NetworkPolicy").forEach(this::keepsTheGridToItself);
    }

    /**
     * The grid's ports are for members, its health port for the operator: whoever else may come must be kept from them.
     */
    private void keepsTheGridToItself(Manifest policy) {
        Selector selector = new Selector(policy.at("/spec/podSelector"));
        boolean ofMembers =
                pods.stream().filter(pod -> pod.containsKey("coherenceCluster")).anyMatch(selector::selects);
        policy.each("/spec/ingress")
                .filter(rule -> ofMembers
                        && opensTheGrid(rule)
                        && !rule.path("from").valueStream().allMatch(Wiring::isOfTheGrid))
                .forEach(rule -> faults.add(policy + " opens ports of the grid to others"));
        policy.each("/spec/ingress")
                .filter(rule -> rule.path("from").isEmpty())
                .forEach(rule -> faults.add(policy + " lets anyone in"));
    }

    private static boolean opensTheGrid(JsonNode rule) {
        return rule.path("ports").isEmpty()
                || rule.path("ports")
                        .valueStream()
                        .anyMatch(port -> GRID_PORTS.stream()
                                .anyMatch(each -> each >= port.path("port").asInt()
                                        && each
                                                <= port.path("endPort")
                                                        .asInt(port.path("port").asInt())));
    }

    private static boolean isOfTheGrid(JsonNode peer) {
        return peer.at("/podSelector/matchLabels").has("coherenceCluster")
                || peer.at("/podSelector/matchLabels/app.kubernetes.io~1name")
                        .asText()
                        .equals("coherence-operator");
    }

    private void secrets(Path script) {
        Set<String> made = new LinkedHashSet<>();
        try {
            MADE.matcher(Files.readString(script)).results().forEach(result -> made.add(result.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        overlay.of("Certificate")
                .forEach(each -> made.add(each.at("/spec/secretName").asText()));
        overlay.of("Cluster").forEach(each -> made.add(each.name() + "-ca"));
        references().forEach((secret, user) -> {
            if (!made.contains(secret)) {
                faults.add(user + " needs a secret that nobody makes: " + secret);
            }
        });
    }

    private Map<String, Manifest> references() {
        Map<String, Manifest> references = new HashMap<>();
        for (Manifest manifest : overlay.manifests()) {
            Stream.of(
                            texts(manifest.json().findParents("secretKeyRef"), "/secretKeyRef/name"),
                            texts(manifest.json().findParents("secretName"), "/secretName"),
                            texts(manifest.json().findParents("passwordSecret"), "/passwordSecret/name"),
                            texts(manifest.json().findParents("secret"), "/secret/name"),
                            texts(manifest.json().findParents("accessKeyId"), "/accessKeyId/name"),
                            texts(manifest.json().findParents("secretAccessKey"), "/secretAccessKey/name"),
                            manifest.each("/spec/secretVolumes")
                                    .map(each -> each.path("name").asText()))
                    .flatMap(each -> each)
                    .forEach(secret -> references.put(secret, manifest));
        }
        return references;
    }

    private static Stream<String> texts(List<JsonNode> parents, String pointer) {
        return parents.stream().map(parent -> parent.at(pointer).asText()).filter(name -> !name.isEmpty());
    }
}
