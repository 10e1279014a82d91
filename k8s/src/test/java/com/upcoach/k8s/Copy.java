package com.upcoach.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the manifests to break.
 *
 * @param folder stands for the project's
 */
record Copy(Path folder) {
    /** Copies what belongs to the manifests and to the image of a project. */
    static Copy of(Path project, Path folder) throws IOException {
        for (String part : List.of("k8s", "coherence-operator", "app/Dockerfile", ".dockerignore", "pom.xml")) {
            try (Stream<Path> files = Files.walk(project.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path relative = project.relativize(file);
                    if (!relative.startsWith("k8s/src") && !relative.startsWith("k8s/target")) {
                        Path target = folder.resolve(relative.toString());
                        Files.createDirectories(target.getParent());
                        Files.copy(file, target);
                    }
                }
            }
        }
        return new Copy(folder);
    }

    /** Writes something else in the place of what is there, wherever it is. */
    void plant(String file, String was, String is) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
    }
}
