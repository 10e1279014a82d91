package com.upcoach.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plants one fault at a time into a copy of the manifests: each must be found. */
class PlantedFaultsTest {
    private static final String JOB = "k8s/base/migration/job.yaml";
    private static final Map<String, String> SHORT = Map.of(
            "PODS",
            "coherence-operator/base/coherence.yaml",
            "JOB",
            JOB,
            "DATABASE",
            "k8s/database/cluster.yaml",
            "SCALER",
            "coherence-operator/components/autoscaling/horizontalpodautoscaler.yaml");

    @TempDir
    private Path folder;

    private Copy copy;

    @BeforeEach
    void copy() throws IOException {
        copy = Copy.of(Path.of("..").toAbsolutePath().normalize(), folder);
    }

    private void isFound(String file, String was, String is, String fault, Optional<CustomKinds> custom)
            throws IOException {
        Optional<Renderer> renderer = Renderer.installed();
        assumeTrue(renderer.isPresent(), "neither kustomize nor kubectl 1.21 or newer: no fault was planted");
        Validation validation = new Validation(copy.folder(), renderer.orElseThrow(), custom);
        assertThat(validation.faults("production")).isEmpty();
        copy.plant(file, was, is);
        assertThat(validation.faults("production"))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            k8s/overlays/production/kustomization.yaml | newTag: 0.1.0 | newTag: latest | no fixed version
            k8s/overlays/production/kustomization.yaml | newTag: 0.1.0 | digest: sha256:0badc0de | no fixed version
            PODS | runAsUser: 10001 | runAsUser: 1000 | below 10000
            PODS | runAsNonRoot: true | runAsNonRoot: false | may run as root
            PODS | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | root file system
            PODS | allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | may gain privileges
            PODS | drop: | add: | keeps capabilities
            PODS | type: RuntimeDefault | type: Unconfined | seccomp
            PODS | automountServiceAccountToken: false | automountServiceAccountToken: true | token
            PODS | livenessProbe: | suspendProbe: | has no livenessProbe
            PODS | periodSeconds: 3 | periodSeconds: 60 | too seldom
            PODS | memory: 512Mi | memory: 384Mi | more than half its memory
            PODS | limits: | claims: | has no resources/limits
            PODS | value: "11" | value: "10" | there may be 11 members
            PODS | value: 5s | value: 9s | killed while it leaves
            PODS | suspendServicesOnShutdown: false | suspendServicesOnShutdown: true | while one pod is not ready
            PODS | name: JVM_SHOW_SETTINGS | name: JVM_SHOW_SETTING | settings of its JVM
            PODS | name: UPCOACH_LOG_REQUESTS | name: UPCOACH_LOG_REQUEST | logs no requests
            coherence-operator/components/zone-aware/coherence.yaml | value: Honor | value: Ignore | while a zone is lost
            k8s/overlays/production/kustomization.yaml | components/backup | components/backup\\n  - ../../components/ai-provider | Coherence upcoach-canary is not told UPCOACH_AI_URL
            PODS | overrideConfig: upcoach-coherence-override.xml | overrideConfig: other.xml | operational override
            PODS | main: com.upcoach.Main | type: helidon | own main class
            PODS | policy: ParallelUpSafeDown | policy: Parallel | StatusHA
            PODS | rollingUpdateStrategy: Pod | rollingUpdateStrategy: UpgradeByPod | updated by hand
            PODS | upcoach-db-rw: | upcoach-database-rw: | database that is not there
            PODS | serviceAccountName: upcoach | serviceAccountName: members | ServiceAccount that is not there
            PODS | path: /health/live\\n      port: 8081 | path: /health/live\\n      port: 8082 | probed where
            JOB | upcoach-db-rw: | upcoach-database-rw: | database that is not there
            JOB | serviceAccountName: upcoach | serviceAccountName: migrations | ServiceAccount that is not there
            JOB | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | root file system
            JOB | limits: | claims: | limits
            JOB | backoffLimit: 10 | backofLimit: 10 | backofLimit
            JOB | name: upcoach-db-owner | name: upcoach-db-ownr | upcoach-db-ownr
            DATABASE | imageName: ghcr.io/cloudnative-pg/postgresql:18.6-system-trixie | imageName: postgresql | no fixed version
            DATABASE | type: RuntimeDefault | type: Unconfined | seccomp
            DATABASE | smartShutdownTimeout: 0 | smartShutdownTimeout: 180 | killed before it has stopped
            DATABASE | name: upcoach-db-owner | name: upcoach-db-ownr | upcoach-db-ownr
            DATABASE | name: upcoach-db-roles | name: upcoach-db-role | ConfigMap that is not there
            DATABASE | dataDurability: required | dataDurability: preferred | no replica has
            DATABASE | max_connections: "100" | max_connections: "90" | fewer connections
            DATABASE | synchronous_commit: "on" | synchronous_commit: "off" | not on disk
            k8s/base/serviceaccount.yaml | false | true | token
            k8s/base/service.yaml | coherenceCluster: upcoach | coherenceCluster: upcoch | selects no pod
            k8s/base/poddisruptionbudget.yaml | coherencePod | coherencePods | selects no pod
            k8s/monitoring/podmonitor-database.yaml | cnpg.io/cluster: upcoach-db | cnpg.io/cluster: upcoach | selects no pod
            k8s/network/database.yaml | values: [upcoach-db] | values: [upcoach-db-2] | selects no pod
            k8s/network/members-to-database.yaml | cnpg.io/cluster: upcoach-db | cnpg.io/cluster: upcoach | selects no pod
            k8s/base/poddisruptionbudget.yaml | maxUnavailable: 1 | maxUnavailabl: 1 | maxUnavailabl
            k8s/base/ingress-live.yaml | name: upcoach | name: upcoach-live | leads to no service
            k8s/base/ingress-live.yaml | name: http | name: https | leads to no service and port
            k8s/base/service.yaml | targetPort: 8080 | targetPort: 8088 | no member listens
            k8s/monitoring/servicemonitor.yaml | port: admin | port: metrics | watches no port
            k8s/base/service-admin.yaml | name: upcoach-admin | name: upcoach-operators | Service that is not there
            k8s/components/backup/cluster.yaml | barmanObjectName: upcoach-db | barmanObjectName: upcoach | ObjectStore that is not there
            k8s/components/backup/objectstore.yaml | resources: | resource: | has no resources/limits/memory
            k8s/components/backup/objectstore.yaml | secretAccessKey:\\n        name: upcoach-db-backup\\n        key: ACCESS_SECRET_KEY | secretAccessKey: hunter2 | has a secret written into secretAccessKey
            k8s/components/backup/objectstore.yaml | name: upcoach-db-backup | name: upcoach-backup | upcoach-backup
            k8s/components/backup/scheduledbackup.yaml | cluster:\\n    name: upcoach-db | cluster:\\n    name: upcoach | Cluster that is not there
            k8s/grid-tls/certificate-grid.yaml | name: upcoach-grid-ca | name: upcoach-ca | Issuer that is not there
            SCALER | kind: Coherence | kind: StatefulSet | StatefulSet that is not there
            SCALER | name: jvm_heap_after_gc_ratio | name: jvm_heap_ratio | prometheus-adapter does not know
            k8s/nginx/ingress-nginx-values.yaml | disable-access-log: "true" | disable-access-log: "false" | writes an access log
            k8s/nginx/ingress-nginx-values.yaml | error-log-level: crit | error-log-level: notice | logs errors
            k8s/nginx/ingress-nginx-values.yaml | upstream-keepalive-timeout: "3" | upstream-keepalive-time: "3" | idle connections longer
            k8s/nginx/ingress-nginx-values.yaml | large-client-header-buffers: 4 16k | large-client-header-buffers: 4 8k | refuses headers
            app/Dockerfile | ubuntu:noble-20260810 | ubuntu | base without a version
            app/Dockerfile | ubuntu:noble-20260810 | ubuntu:latest | base without a version
            app/Dockerfile | USER 10001:10001 | USER root | no user from 10000
            .dockerignore | load/* | load | keeps a module from Maven
            k8s/network/kustomization.yaml | - default-deny.yaml | | denies by default
            k8s/network/members-from-ingress.yaml | port: 8080 | port: 6676 | opens ports of the grid
            k8s/network/members-grid.yaml | - from: | - froms: | froms
            k8s/base/kustomization.yaml | - service.yaml | - servic.yaml | cannot be rendered
            """)
    void aFaultIsFound(String file, String was, @Nullable String is, String fault) throws IOException {
        isFound(
                SHORT.getOrDefault(file, file),
                was.replace("\\n", "\n"),
                is == null ? "" : is.replace("\\n", "\n"),
                fault,
                Optional.empty());
    }

    @Test
    void aSecretWrittenOutIsFound() throws IOException {
        isFound(
                JOB,
                "valueFrom:\n                secretKeyRef:\n                  name: upcoach-db-owner\n                  key: password",
                "value: hunter2",
                "has a secret written into UPCOACH_DB_PASSWORD",
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            coherence-operator/base/coherence.yaml | skipVersionCheck: true | skipVersionChek: true | skipVersionChek
            coherence-operator/base/coherence.yaml | policy: ParallelUpSafeDown | policy: 3 | policy
            k8s/database/cluster.yaml | instances: 3 | instances: three | instances
            k8s/database/cluster.yaml | dataChecksums: true | dataCheksums: true | dataCheksums
            k8s/components/backup/scheduledbackup.yaml | immediate: true | immediately: true | immediately
            k8s/monitoring/rules.yaml | severity: page | severity: 1 | severity
            k8s/monitoring/servicemonitor.yaml | interval: 15s | interval: quarterly | interval
            k8s/monitoring/podmonitor-database.yaml | port: metrics | prt: metrics | prt
            """)
    void aFaultOfACustomKindIsFound(String file, String was, String is, String fault) throws IOException {
        Optional<CustomKinds> custom =
                CustomKinds.found(Path.of("..").toAbsolutePath().normalize());
        assumeTrue(custom.isPresent(), "no folder of schemas (SCHEMAS=…): custom kinds were not checked");
        isFound(file, was, is, fault, custom);
    }
}
