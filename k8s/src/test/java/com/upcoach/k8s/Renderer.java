package com.upcoach.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kustomize of this machine: the program itself, else the one inside kubectl. Components came with kustomize 3.7,
 * which kubectl has had since 1.21; an older one is as good as none.
 *
 * @param command what renders the folder that is added to it
 */
record Renderer(List<String> command) {
    private static final List<List<String>> COMMANDS =
            List.of(List.of("kustomize", "build"), List.of("kubectl", "kustomize"));

    /** A folder that cannot be rendered; the message is the renderer's. */
    static final class RenderFailure extends RuntimeException {
        RenderFailure(String message) {
            super(message);
        }
    }

    /** Returns the first that renders a component. */
    static Optional<Renderer> installed() {
        return COMMANDS.stream()
                .filter(command -> onPath(command.getFirst()))
                .map(Renderer::new)
                .filter(Renderer::rendersComponents)
                .findFirst();
    }

    private static boolean onPath(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private boolean rendersComponents() {
        try {
            Path folder = Path.of("target", "components");
            Files.createDirectories(folder.resolve("c"));
            Files.writeString(folder.resolve("kustomization.yaml"), "components: [c]\n");
            Files.writeString(
                    folder.resolve("c/kustomization.yaml"),
                    "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nconfigMapGenerator: [{name: x}]\n");
            return !render(folder).isEmpty();
        } catch (RenderFailure e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renders a folder into its manifests. */
    List<Manifest> render(Path folder) {
        List<String> line = new ArrayList<>(command);
        line.add(folder.toString());
        try {
            Path errors = Files.createDirectories(Path.of("target")).resolve("render-errors.txt");
            Process process =
                    new ProcessBuilder(line).redirectError(errors.toFile()).start();
            String output;
            try (InputStream in = process.getInputStream()) {
                output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (process.waitFor() != 0) {
                throw new RenderFailure(Files.readString(errors).strip());
            }
            return Manifest.all(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderFailure("interrupted");
        }
    }
}
