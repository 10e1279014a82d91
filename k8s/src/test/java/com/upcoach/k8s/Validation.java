package com.upcoach.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that is asked of the manifests of a project: that they render, fit their schemas, and keep to the
 * policies; the image as well.
 */
final class Validation {
    /** Overlays that are applied beside others. */
    private static final String CANARY = "-canary";

    private final Path project;
    private final Renderer renderer;
    private final Optional<CustomKinds> custom;
    private final Set<String> unchecked = new TreeSet<>();

    /**
     * Begins.
     *
     * @param project the folder that holds {@code k8s} and {@code coherence-operator}
     * @param custom definitions of custom kinds; without them those kinds are not checked
     */
    Validation(Path project, Renderer renderer, Optional<CustomKinds> custom) {
        this.project = project;
        this.renderer = renderer;
        this.custom = custom;
    }

    /** Returns the names of all overlays. */
    List<String> overlays() {
        try (Stream<Path> folders = Files.list(project.resolve("k8s/overlays"))) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is wrong with an overlay, and with it and the canary beside it. */
    List<String> faults(String name) {
        List<String> faults = new ArrayList<>();
        try {
            Overlay overlay = render(name);
            overlay.manifests().forEach(manifest -> schema(manifest, faults));
            faults.addAll(Policies.faults(overlay));
            faults.addAll(Wiring.faults(overlay, project.resolve("k8s/make-secrets")));
            faults.addAll(Targets.faults(overlay));
            List<Overlay> together = together(overlay);
            faults.addAll(Connections.faults(together));
            faults.addAll(Environment.faults(together));
            faults.addAll(ChartValues.faults(overlay, project));
            faults.addAll(ImageBuild.faults(project));
        } catch (Renderer.RenderFailure e) {
            faults.add("cannot be rendered: " + e.getMessage());
        }
        return faults;
    }

    private List<Overlay> together(Overlay overlay) {
        List<Overlay> together = new ArrayList<>(List.of(overlay));
        overlays().stream()
                .filter(overlay.name().concat(CANARY)::equals)
                .map(this::render)
                .forEach(together::add);
        return together;
    }

    private Overlay render(String name) {
        return new Overlay(name, renderer.render(project.resolve("k8s/overlays").resolve(name)));
    }

    private void schema(Manifest manifest, List<String> faults) {
        if (CoreKinds.know(manifest)) {
            CoreKinds.fault(manifest).ifPresent(fault -> faults.add(manifest + ": " + fault));
        } else if (custom.isPresent() && custom.get().know(manifest)) {
            custom.get().faults(manifest).forEach(fault -> faults.add(manifest + ": " + fault));
        } else {
            unchecked.add(manifest.apiVersion() + " " + manifest.kind());
        }
    }

    /** Returns the kinds, met so far, that no schema was there for. */
    Set<String> unchecked() {
        return unchecked;
    }
}
