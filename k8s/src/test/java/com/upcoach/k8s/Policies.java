package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every pod and every secret of ours is held to, whatever the schemas allow. */
final class Policies {
    private static final Pattern PINNED =
            Pattern.compile("[^@]+:[^:/@]+(@sha256:[0-9a-f]{64})?|[^@]+@sha256:[0-9a-f]{64}");
    private static final Pattern LATEST = Pattern.compile("[^@]+:latest(@.+)?");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|TOKEN|KEY|KEYS|CREDENTIALS?)");
    /** Fields of any kind; those that hold a name or a reference are called otherwise, or are no text. */
    private static final Pattern SECRET_FIELD =
            Pattern.compile("(?i).*(password|secret|token|credentials?|privatekey|apikey|accesskey|accesskeyid)");

    private static final Set<String> STRATEGIES = Set.of("Pod", "Node", "NodeLabel");
    private static final int LEAST_USER = 10_000;
    private static final int LONGEST_PERIOD_SECONDS = 10;

    /** Kubernetes' own; a Coherence resource has no field for it. */
    private static final int GRACE_SECONDS = 30;

    /**
     * For leaving the grid, closing the pool and ending: the rolling trial saw 15.4 s at most (19.4 s of a whole stop,
     * 4 of them patience, on two processors that were full).
     */
    private static final int LEAVE_SECONDS = 18;

    /** For what still runs when patience is over: {@code ApiServer}'s grace period. */
    private static final int ANSWER_SECONDS = 2;

    /** What CloudNativePG asks to be left for it, after the wait for clients. */
    private static final int FAST_SHUTDOWN_SECONDS = 15;

    private final List<String> faults = new ArrayList<>();

    private Policies() {}

    /** Returns what is wrong with an overlay. */
    static List<String> faults(Overlay overlay) {
        Policies policies = new Policies();
        overlay.manifests().forEach(policies::check);
        return policies.faults;
    }

    private void check(Manifest manifest) {
        Pod.of(manifest).ifPresent(this::pod);
        noSecretField(manifest, manifest.json());
        switch (manifest.kind()) {
            case "Secret" -> fault(manifest, "is a plain secret");
            case "ServiceAccount" ->
                require(
                        manifest,
                        isFalse(manifest.at("/automountServiceAccountToken")),
                        "mounts the token of its service account");
            case "Coherence" -> coherence(manifest);
            case "Cluster" -> database(manifest);
            // The plugin puts a container into each pod of PostgreSQL.
            case "ObjectStore" -> bounded(manifest, manifest.at("/spec/instanceSidecarConfiguration/resources"));
            default -> {}
        }
    }

    private void pod(Pod pod) {
        JsonNode security = pod.security();
        require(pod.of(), isTrue(security.path("runAsNonRoot")), "may run as root");
        require(pod.of(), security.path("runAsUser").asInt() >= LEAST_USER, "runs as a user below " + LEAST_USER);
        require(
                pod.of(),
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "has no seccomp profile RuntimeDefault");
        require(pod.of(), isFalse(pod.token()), "mounts the token of its service account");
        pod.containers().forEach(container -> container(pod, container));
    }

    private void container(Pod pod, Pod.Container container) {
        pinned(pod.of(), container.image());
        JsonNode security = container.security();
        require(pod.of(), isTrue(security.path("readOnlyRootFilesystem")), "may write to its root file system");
        require(pod.of(), isFalse(security.path("allowPrivilegeEscalation")), "may gain privileges");
        require(pod.of(), security.at("/capabilities/drop/0").asText().equals("ALL"), "keeps capabilities");
        bounded(pod.of(), container.resources());
        container.env().forEach(variable -> noSecret(pod.of(), variable));
        if (pod.longRunning()) {
            Stream.of("readinessProbe", "livenessProbe", "startupProbe")
                    .forEach(name -> probe(pod.of(), name, container.probes().path(name)));
        }
    }

    /** Whether an image has a version that stays, or a whole digest. */
    static boolean isPinned(String image) {
        return PINNED.matcher(image).matches() && !LATEST.matcher(image).matches();
    }

    private void pinned(Manifest manifest, String image) {
        require(manifest, isPinned(image), "has an image of no fixed version: " + image);
    }

    private void bounded(Manifest manifest, JsonNode resources) {
        for (String bound : List.of("/requests/cpu", "/requests/memory", "/limits/cpu", "/limits/memory")) {
            require(manifest, !resources.at(bound).isMissingNode(), "has no resources" + bound);
        }
    }

    private void noSecret(Manifest manifest, JsonNode variable) {
        String name = variable.path("name").asText();
        String value = variable.path("value").asText("/");
        require(
                manifest,
                !SECRET.matcher(name).matches() || value.startsWith("/"),
                "has a secret written into " + name);
    }

    private void noSecretField(Manifest manifest, JsonNode part) {
        part.propertyStream()
                .filter(field -> field.getValue().isTextual()
                        && SECRET_FIELD.matcher(field.getKey()).matches())
                .forEach(field -> fault(manifest, "has a secret written into " + field.getKey()));
        part.forEach(each -> noSecretField(manifest, each));
    }

    private void probe(Manifest manifest, String name, JsonNode probe) {
        require(manifest, !probe.path("httpGet").isMissingNode(), "has no " + name);
        int period = probe.path("periodSeconds").asInt(Integer.MAX_VALUE);
        require(manifest, period <= LONGEST_PERIOD_SECONDS, "is asked too seldom by its " + name);
        // The operator's own delay is a minute, wherever none is said.
        require(manifest, probe.path("initialDelaySeconds").asInt(60) == 0, "waits before its " + name);
    }

    private void coherence(Manifest manifest) {
        JsonNode spec = manifest.at("/spec");
        require(
                manifest,
                spec.at("/application/type").isMissingNode(),
                "has the operator start it by its own main class");
        require(
                manifest,
                spec.at("/application/main").asText().equals("com.upcoach.Main"),
                "is not started by com.upcoach.Main");
        require(
                manifest,
                spec.at("/coherence/overrideConfig").asText().equals("upcoach-coherence-override.xml"),
                "is started without the operational override of grid-config");
        require(
                manifest,
                !spec.at("/scaling/policy").asText().equals("Parallel"),
                "is scaled down without asking for StatusHA");
        // To a word that it does not know the operator answers with OnDelete: nothing is ever updated.
        require(
                manifest,
                STRATEGIES.contains(spec.path("rollingUpdateStrategy").asText("Pod")),
                "is updated by hand alone");
        require(
                manifest,
                megabytes(spec.at("/jvm/memory/maxHeapSize")) * 2 <= megabytes(spec.at("/resources/limits/memory")),
                "has a heap of more than half its memory");
        int drain = seconds(manifest, "UPCOACH_DRAIN_OPEN") + seconds(manifest, "UPCOACH_DRAIN_PATIENCE");
        require(
                manifest,
                drain + ANSWER_SECONDS + LEAVE_SECONDS <= GRACE_SECONDS,
                "drains so long that it is killed while it leaves the grid");
        require(
                manifest,
                Environment.value(manifest, "UPCOACH_LOG_REQUESTS").equals(Optional.of("on")),
                "logs no requests, and neither do the proxies before it");
        require(
                manifest,
                isFalse(spec.path("suspendServicesOnShutdown")),
                "is not scaled to nothing nor deleted while one pod is not ready");
        require(
                manifest,
                Environment.value(manifest, "JVM_SHOW_SETTINGS").equals(Optional.of("false")),
                "prints all settings of its JVM at each start, which are no JSON");
        require(
                manifest,
                manifest.each("/spec/topologySpreadConstraints")
                        .filter(each -> each.path("whenUnsatisfiable").asText().equals("DoNotSchedule"))
                        .allMatch(each -> each.path("nodeTaintsPolicy").asText().equals("Honor")),
                "cannot be added while a zone is lost");
    }

    private static int seconds(Manifest manifest, String variable) {
        return Integer.parseInt(
                Environment.value(manifest, variable).orElse("99s").replace("s", ""));
    }

    private static int megabytes(JsonNode amount) {
        String digits = amount.asText().replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private void database(Manifest manifest) {
        pinned(manifest, manifest.at("/spec/imageName").asText());
        require(
                manifest,
                manifest.at("/spec/seccompProfile/type").asText().equals("RuntimeDefault"),
                "has no seccomp profile RuntimeDefault");
        bounded(manifest, manifest.at("/spec/resources"));
        require(
                manifest,
                manifest.at("/spec/postgresql/parameters/synchronous_commit")
                        .asText()
                        .equals("on"),
                "acknowledges what is not on disk");
        require(
                manifest,
                manifest.at("/spec/smartShutdownTimeout").asInt(180) + FAST_SHUTDOWN_SECONDS
                        <= manifest.at("/spec/stopDelay").asInt(1800),
                "is killed before it has stopped");
        require(
                manifest,
                manifest.at("/spec/instances").asInt() == 1
                        || manifest.at("/spec/postgresql/synchronous/dataDurability")
                                .asText()
                                .equals("required"),
                "acknowledges what no replica has");
    }

    private static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.asBoolean();
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.asBoolean();
    }

    private void require(Manifest manifest, boolean kept, String otherwise) {
        if (!kept) {
            fault(manifest, otherwise);
        }
    }

    private void fault(Manifest manifest, String text) {
        String fault = manifest + " " + text;
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
