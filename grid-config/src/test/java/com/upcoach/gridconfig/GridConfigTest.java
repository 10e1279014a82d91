package com.upcoach.gridconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tangosol.run.xml.SimpleParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class GridConfigTest {
    private static final int FIRST_TYPE_ID = 1001;

    private final Element cache = root("upcoach-cache-config.xml");
    private final Element pof = root("upcoach-pof-config.xml");
    private final Map<String, Element> schemes = children(
                    descendants(cache, "caching-schemes").getFirst())
            .stream()
            .collect(Collectors.toMap(scheme -> texts(scheme, "scheme-name").getFirst(), Function.identity()));

    /** Here and not at each start: by Coherence's own schemas, which refuse what they do not know. */
    @Test
    void everyFileIsAsItsSchemaSays() throws IOException {
        SimpleParser parser = new SimpleParser(true);
        for (String file :
                List.of("upcoach-cache-config.xml", "upcoach-coherence-override.xml", "upcoach-pof-config.xml")) {
            String text = text(file);
            assertThat(parser.parseXml(text).getElementList().isEmpty())
                    .as(file)
                    .isFalse();
            String misspelled = text.replaceAll("<(/?)(defaults|cluster-config|user-type-list)>", "<$1misspelled>");
            assertThatThrownBy(() -> parser.parseXml(misspelled)).as(file).hasStackTraceContaining("misspelled");
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(GridConfigTest.class.getResourceAsStream("/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyMapNameIsMappedToASchemeThatExists() throws IllegalAccessException {
        Map<String, String> mappings = descendants(cache, "cache-mapping").stream()
                .collect(Collectors.toMap(
                        mapping -> texts(mapping, "cache-name").getFirst(),
                        mapping -> texts(mapping, "scheme-name").getFirst()));
        List<String> names = new ArrayList<>();
        for (var constant : MapNames.class.getFields()) {
            names.add(String.valueOf(constant.get(null)));
        }
        assertThat(mappings).containsOnlyKeys(names);
        assertThat(schemes).containsKeys(mappings.values().toArray(String[]::new));
    }

    @Test
    void everySchemeReferenceResolves() {
        List<String> references = descendants(cache, "scheme-ref").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(references).isNotEmpty().allMatch(schemes::containsKey);
    }

    @Test
    void everyServiceStartsWithTheMemberAndBoundsItsRequests() {
        List<Element> services = descendants(cache, "distributed-scheme").stream()
                .filter(scheme -> !texts(scheme, "service-name").isEmpty())
                .toList();
        assertThat(services).hasSize(3).allSatisfy(service -> {
            assertThat(texts(service, "autostart")).containsExactly("true");
            assertThat(texts(service, "request-timeout")).hasSize(1).allMatch(text -> text.matches("[1-9]\\d*s"));
        });
    }

    @Test
    void everyCacheStoreIsABean() {
        assertThat(descendants(cache, "cachestore-scheme"))
                .hasSize(4)
                .allSatisfy(store -> assertThat(descendants(store, "cdi:bean"))
                        .singleElement()
                        .satisfies(bean -> assertThat(bean.getTextContent())
                                .isIn(MapNames.USER_ROWS, "idempotency", "views", MapNames.SESSIONS)));
    }

    @Test
    void writesGoThroughAtOnceAndFailWithTheirStore() {
        for (String name : List.of("rows", "idempotency", "sessions")) {
            Element backing = descendants(Objects.requireNonNull(schemes.get(name)), "read-write-backing-map-scheme")
                    .getFirst();
            assertThat(texts(backing, "write-delay")).as(name).containsExactly("0s");
            assertThat(texts(backing, "rollback-cachestore-failures")).as(name).containsExactly("true");
        }
    }

    @Test
    void cachedEntriesHaveNoStoreAndGenerationsHaveABackupAndNoExpiry() {
        Element entries = Objects.requireNonNull(schemes.get("cache-entries"));
        Element generations = Objects.requireNonNull(schemes.get("cache-generations"));
        assertThat(texts(entries, "scheme-ref")).containsExactly("views");
        assertThat(texts(generations, "scheme-ref")).containsExactly("rows");
        assertThat(texts(Objects.requireNonNull(schemes.get("views")), "backup-count"))
                .containsExactly("0");
        assertThat(texts(Objects.requireNonNull(schemes.get("rows")), "backup-count"))
                .containsExactly("1");
        assertThat(List.of(entries, generations)).allSatisfy(scheme -> {
            assertThat(descendants(scheme, "cachestore-scheme")).isEmpty();
            assertThat(descendants(scheme, "high-units")).hasSize(1);
        });
        assertThat(descendants(generations, "expiry-delay")).isEmpty();
    }

    @Test
    void everyNearCacheIsBounded() {
        assertThat(descendants(cache, "front-scheme"))
                .hasSize(5)
                .allSatisfy(front -> assertThat(descendants(front, "high-units"))
                        .singleElement()
                        .satisfies(bound -> assertThat(bound.getTextContent()).matches("[1-9]\\d*(MB)?")));
    }

    @Test
    void everyWireTypeHasItsOwnIdClassAndSerializer() {
        List<Element> types = descendants(pof, "user-type");
        List<String> ids =
                types.stream().flatMap(type -> texts(type, "type-id").stream()).toList();
        List<String> classes = types.stream()
                .flatMap(type -> texts(type, "class-name").stream())
                .toList();
        assertThat(ids).hasSameSizeAs(types).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> Integer.parseInt(id) >= FIRST_TYPE_ID);
        assertThat(classes).hasSameSizeAs(types).doesNotHaveDuplicates();
        assertThat(types)
                .allSatisfy(type -> assertThat(descendants(type, "serializer")).hasSize(1));
    }

    @Test
    void coherenceRunsInProductionMode() {
        Element override = root("upcoach-coherence-override.xml");
        assertThat(descendants(override, "license-mode"))
                .singleElement()
                .satisfies(mode -> assertThat(mode.getTextContent()).isEqualTo("prod"));
    }

    private static Element root(String resource) {
        try (InputStream in = GridConfigTest.class.getResourceAsStream("/" + resource)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    private static List<Element> descendants(Element parent, String name) {
        var nodes = parent.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<Element> children(Element parent) {
        return descendants(parent, "*").stream()
                .filter(e -> parent.isSameNode(e.getParentNode()))
                .toList();
    }

    private static List<String> texts(Element parent, String name) {
        return children(parent).stream()
                .filter(e -> e.getTagName().equals(name))
                .map(Element::getTextContent)
                .toList();
    }
}
