package com.upcoach.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code k8s/validate}, the parts that other programs do: it passes as all is, and fails on a planted fault of each
 * sort.
 */
class ScriptTest {
    @TempDir
    private Path folder;

    /**
     * What a run of the script came to.
     *
     * @param output of both streams
     */
    private record Run(int code, String output) {
        /** Skips the test when a part was not tried, which the script says. */
        void assumeTried(String part) {
            assumeTrue(!output.contains("SKIPPED: " + part), output);
        }
    }

    private Run validate(String... parts) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("k8s/validate").toString()));
        command.addAll(List.of(parts));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream in = process.getInputStream()) {
            String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        }
    }

    @Test
    void allIsWell() throws IOException, InterruptedException {
        Copy.of(Path.of("..").toAbsolutePath().normalize(), folder);
        Run run = validate("kustomize", "promtool", "nginx");
        assertThat(run.code).as(run.output).isZero();
        System.out.println(run.output);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kustomize | k8s/base/kustomization.yaml | - service.yaml | - servic.yaml
            kustomize | coherence-operator/components/metrics/coherence.yaml | /spec/ports/- | /spec/prots/-
            promtool | k8s/monitoring/rules.yaml | (grid_partitions_safe) == 0 | (grid_partitions_safe) ==
            promtool | k8s/monitoring/rules.yaml | count by (job) (grid_members) | scalar(count(grid_members))
            promtool | k8s/monitoring/rules.yaml | > 0.0144 | > 0.9
            promtool | k8s/monitoring/rules.yaml | (up{service="upcoach-admin"}) < 2 | (up{service="upcoach-admin"}) < 1
            promtool | k8s/monitoring/rules.yaml | backup_timestamp) > 93600 | backup_timestamp) > 936000
            nginx | k8s/nginx/balancer.conf | keepalive 32; | keepalife 32;
            nginx | k8s/edge/nginx.conf | proxy_cache public; | proxy_cache none;
            nginx | k8s/nginx/balancer.conf | least_conn; | most_conn;
            """)
    void aFaultIsFound(String part, String file, String was, String is) throws IOException, InterruptedException {
        Copy copy = Copy.of(Path.of("..").toAbsolutePath().normalize(), folder);
        copy.plant(file, was, is);
        Run run = validate(part);
        run.assumeTried(part);
        assertThat(run.code).as(run.output).isNotZero();
        assertThat(run.output).contains("FAILED: " + part);
    }
}
