package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** That plans and profiles, which no compiler reads, belong together. */
class PlansTest {
    private static final Path PLANS = Path.of("plans");
    private static final Path PROFILES = Path.of("profiles");

    @ParameterizedTest
    @MethodSource("plans")
    void eachPlanHasAProfileThatTheGateUnderstands(String plan) throws IOException {
        Properties profile = profile(plan);
        assertThat(Rules.of(profile).limits()).isNotEmpty();
        assertThat(profile.stringPropertyNames()).contains("people.count", "members");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void eachStepOfAMixIsASampler(String plan) throws Exception {
        List<String> samplers = samplers("target");
        for (String step : profile(plan).getProperty("mix", "").split(";", -1)) {
            String name = step.strip().replaceAll("\\s+\\d+$", "");
            assertThat(samplers).contains(name.isEmpty() ? samplers.getFirst() : name);
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void samplersAreNamedByMethodAndTemplate(String plan) throws Exception {
        assertThat(samplers(plan)).allMatch(name -> name.matches("(GET|POST|PATCH|PUT|DELETE) /[a-z/{}-]+"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void noPlanHasAListenerThatWouldKeepBodies(String plan) throws Exception {
        assertThat(document(plan).getElementsByTagName("ResultCollector").getLength())
                .isZero();
    }

    static Stream<String> plans() throws IOException {
        try (Stream<Path> files = Files.list(PLANS)) {
            return files.map(file -> file.getFileName().toString().replace(".jmx", "")).sorted().toList().stream();
        }
    }

    private static Properties profile(String plan) throws IOException {
        Properties own = new Properties();
        load(own, plan);
        Properties all = new Properties();
        if (own.getProperty("base") != null) {
            load(all, own.getProperty("base"));
        }
        all.putAll(own);
        return all;
    }

    private static void load(Properties into, String name) throws IOException {
        try (Reader reader = Files.newBufferedReader(PROFILES.resolve(name + ".properties"))) {
            into.load(reader);
        }
    }

    private static List<String> samplers(String plan) throws Exception {
        NodeList elements = document(plan).getElementsByTagName("HTTPSamplerProxy");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            names.add(((Element) elements.item(i)).getAttribute("testname"));
        }
        return names;
    }

    private static Document document(String plan) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(PLANS.resolve(plan + ".jmx").toFile());
    }
}
