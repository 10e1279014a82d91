package com.upcoach.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests as they are: each overlay renders, fits its schemas and keeps to the policies. */
class ManifestsTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** Kinds that no definition is at hand for: they are rendered and nothing more. */
    private static final Set<String> WITHOUT_DEFINITION =
            Set.of("barmancloud.cnpg.io/v1 ObjectStore", "cert-manager.io/v1 Certificate", "cert-manager.io/v1 Issuer");

    @Test
    void everyOverlayIsWithoutFault() {
        Optional<Renderer> renderer = Renderer.installed();
        assumeTrue(renderer.isPresent(), "neither kustomize nor kubectl 1.21 or newer: no overlay was rendered");
        Optional<CustomKinds> custom = CustomKinds.found(PROJECT);
        Validation validation = new Validation(PROJECT, renderer.orElseThrow(), custom);
        assertThat(validation.overlays()).contains("local", "staging", "production", "production-canary");
        for (String overlay : validation.overlays()) {
            assertThat(validation.faults(overlay)).as(overlay).isEmpty();
        }
        System.out.println("rendered by " + renderer.orElseThrow().command() + ": " + validation.overlays());
        if (!validation.unchecked().isEmpty()) {
            System.out.println("SKIPPED: not checked against a schema, as there is none: " + validation.unchecked());
        }
        if (custom.isPresent()) {
            assertThat(WITHOUT_DEFINITION).containsAll(validation.unchecked());
        } else {
            System.out.println("SKIPPED: no folder of schemas (SCHEMAS=…), so no custom kind was checked");
        }
    }

    /** One kind a file, so that a diff and a path tell what changed. */
    @Test
    void everyFileHoldsOneResource() throws IOException {
        for (Path file : files()) {
            assertThat(Manifest.all(Files.readString(file))).as(file.toString()).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> k8s = Files.walk(PROJECT.resolve("k8s"));
                Stream<Path> pods = Files.walk(PROJECT.resolve("coherence-operator"))) {
            return Stream.concat(k8s, pods)
                    .filter(file -> file.toString().endsWith(".yaml")
                            && !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
