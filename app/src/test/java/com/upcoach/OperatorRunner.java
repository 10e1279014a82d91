package com.upcoach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tangosol.net.AddressProvider;
import com.tangosol.net.ConfigurableAddressProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * What the runner of the Coherence operator (3.5.14) makes of {@code coherence-operator/base/coherence.yaml}: the
 * command line, in the runner's order, and a stand-in of its jar, which brings the main class, the first override and
 * the addresses of members.
 */
public final class OperatorRunner {
    private static final Path RESOURCE = Path.of("..", "coherence-operator", "base", "coherence.yaml");
    private static final String OVERRIDE = "k8s-coherence-override.xml";

    private OperatorRunner() {}

    /**
     * The main class of the operator: starts the one that is named first.
     *
     * @throws ReflectiveOperationException when that cannot be started
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Where members look for one another: by the operator's own class and not by {@code coherence.wka}. */
    public static AddressProvider create() {
        return new ConfigurableAddressProvider(
                List.of(new ConfigurableAddressProvider.AddressHolder(
                        InetAddress.getLoopbackAddress().getHostAddress(), 0)),
                true);
    }

    /** Writes the stand-in of the operator's jar. */
    static void writeJar(Path file) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            String name = OperatorRunner.class.getName().replace('.', '/') + ".class";
            try (InputStream self =
                    Objects.requireNonNull(OperatorRunner.class.getClassLoader().getResourceAsStream(name))) {
                jar.putNextEntry(new JarEntry(name));
                self.transferTo(jar);
            }
            jar.putNextEntry(new JarEntry(OVERRIDE));
            jar.write("""
                    <?xml version="1.0"?>
                    <coherence xmlns="http://xmlns.oracle.com/coherence/coherence-operational-config"
                               xml-override="{coherence.k8s.override /tangosol-coherence-override.xml}">
                      <cluster-config>
                        <unicast-listener>
                          <well-known-addresses>
                            <address-provider>
                              <class-factory-name>%s</class-factory-name>
                              <method-name>create</method-name>
                            </address-provider>
                          </well-known-addresses>
                        </unicast-listener>
                      </cluster-config>
                    </coherence>
                    """.formatted(OperatorRunner.class.getName()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Returns what comes after {@code java}.
     *
     * @param classPath ours first, the operator's jar behind
     * @param health the port that the operator asks (6676 in a pod)
     * @param metrics the port of Coherence's own meters (9612 in a pod)
     */
    static List<String> arguments(String classPath, String cluster, int health, int metrics) throws IOException {
        JsonNode spec = new ObjectMapper()
                .valueToTree(new Yaml().load(Files.readString(RESOURCE)))
                .path("spec");
        JsonNode memory = spec.at("/jvm/memory");
        List<String> line = new ArrayList<>(List.of("--class-path", classPath));
        line.addAll(List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:HeapDumpPath=/jvm/unknown/unknown/heap-dumps/unknown-unknown.hprof",
                "-XX:ErrorFile=/jvm/unknown/unknown/hs-err-unknown-unknown.log",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseContainerSupport",
                "-XX:+UseSerialGC",
                "-XX:InitialHeapSize=" + memory.path("initialHeapSize").asText(),
                "-XX:MaxHeapSize=" + memory.path("maxHeapSize").asText(),
                "-XX:MaxDirectMemorySize=" + memory.path("directMemorySize").asText(),
                "-XX:NativeMemoryTracking="
                        + memory.path("nativeMemoryTracking").asText(),
                "-XX:+PrintNMTStatistics"));
        Stream.of(
                        "coherence.role=" + spec.path("role").asText(),
                        "coherence.operator.health.port=" + health,
                        "coherence.management.http.port=30000",
                        "coherence.metrics.http.enabled=true",
                        "coherence.metrics.http.port=" + metrics,
                        "coherence.ttl=0",
                        "coherence.wka=nobody.invalid",
                        "coherence.member=upcoach-0",
                        "coherence.cluster=" + cluster,
                        "coherence.cacheconfig="
                                + spec.at("/coherence/cacheConfig").asText(),
                        "coherence.distributed.persistence-mode=on-demand",
                        "coherence.log.level=" + spec.at("/coherence/logLevel").asText(),
                        "coherence.ipmonitor.pingtimeout=0",
                        "coherence.override=" + OVERRIDE,
                        "coherence.k8s.override="
                                + spec.at("/coherence/overrideConfig").asText(),
                        "coherence.operator.health.enabled=false",
                        "coherence.health.http.port=" + health,
                        "coherence.operator.can.resume.services=true")
                .map("-D"::concat)
                .forEach(line::add);
        spec.at("/jvm/args").forEach(argument -> line.add(argument.asText()));
        line.addAll(List.of(
                OperatorRunner.class.getName(), spec.at("/application/main").asText()));
        return line;
    }
}
