package com.upcoach.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/rollout.md} changes in the manifests for a restore, as it is written there: done to a copy, nothing
 * is at fault.
 */
class RestoreTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BOOTSTRAP = Pattern.compile("(?ms)^  bootstrap:.*?(?=^  managed:)");

    @TempDir
    private Path folder;

    private static String block(String language) throws IOException {
        String chapter = Files.readString(PROJECT.resolve("docs/rollout.md")).split("## From a backup\n", 2)[1];
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(chapter);
        assertThat(block.find()).as(language).isTrue();
        return String.valueOf(block.group(1));
    }

    private static Validation validation(Path project) {
        Optional<Renderer> renderer = Renderer.installed();
        assumeTrue(renderer.isPresent(), "neither kustomize nor kubectl 1.21 or newer: the restore was not tried");
        return new Validation(project, renderer.orElseThrow(), CustomKinds.found(PROJECT));
    }

    @Test
    void theRestoreLeavesManifestsWithoutFault() throws IOException, InterruptedException {
        Validation validation = validation(folder);
        Copy.of(PROJECT, folder);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder("bash", "-euc", block("sh"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        Path cluster = folder.resolve("k8s/database/cluster.yaml");
        Files.writeString(
                cluster,
                BOOTSTRAP
                        .matcher(Files.readString(cluster))
                        .replaceFirst(Matcher.quoteReplacement(block("yaml").stripTrailing() + "\n")));
        assertThat(validation.faults("production")).isEmpty();
        List<Manifest> manifests = Renderer.installed().orElseThrow().render(folder.resolve("k8s/overlays/production"));
        assertThat(manifests)
                .filteredOn(each -> List.of("Cluster", "ScheduledBackup").contains(each.kind()))
                .extracting(Manifest::name)
                .containsOnly("upcoach-db-2");
        assertThat(manifests)
                .filteredOn(each -> each.is("NetworkPolicy") && each.name().equals("database"))
                .singleElement()
                .satisfies(policy -> assertThat(policy.at("/spec/podSelector/matchExpressions/0/values"))
                        .hasSize(2));
    }
}
