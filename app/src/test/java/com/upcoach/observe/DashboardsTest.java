package com.upcoach.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What dashboards are held to without a member; {@code ObservedIT} holds what they ask for to what one exports. */
class DashboardsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern PARAGRAPH = Pattern.compile("docs/runbook\\.md#[a-z-]+");

    private static List<String> descriptions() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .map(panel -> panel.path("description").asText())
                .toList();
    }

    @Test
    void thereAreAFewAndEachHasANameOfItsOwn() {
        List<Dashboard> dashboards = Dashboard.all();
        assertThat(dashboards).hasSizeBetween(1, 3);
        for (String field : List.of("uid", "title")) {
            assertThat(dashboards)
                    .extracting(dashboard -> dashboard.json().path(field).asText())
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("upcoach"));
        }
    }

    @Test
    void everyPanelTellsWhatItShows() {
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(dashboard.panels()).isNotEmpty();
            dashboard.panels().forEach(DashboardsTest::tellsWhatItShows);
        }
    }

    @Test
    void panelsHaveNumbersOfTheirOwn() {
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(dashboard.panels().stream().map(panel -> panel.path("id").asInt()))
                    .as(dashboard.file())
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id > 0);
        }
    }

    private static void tellsWhatItShows(JsonNode panel) {
        for (String pointer : List.of("/title", "/description", "/fieldConfig/defaults/unit", "/targets/0/expr")) {
            assertThat(panel.at(pointer).asText())
                    .as("%s of %s", pointer, panel.path("title"))
                    .isNotBlank();
        }
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
    }

    @Test
    void nothingIsOfOneInstallation() {
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(dashboard.json().toString()).doesNotContain("://");
            assertThat(dashboard.json().findValuesAsText("uid"))
                    .containsOnly("${datasource}", dashboard.json().path("uid").asText());
        }
    }

    @Test
    void everyAlertIsExplainedByAPanelAndAParagraph() {
        List<String> descriptions = descriptions();
        assertThat(Alert.all()).isNotEmpty();
        assertThat(Alert.all())
                .filteredOn(alert -> descriptions.stream()
                        .noneMatch(text -> text.contains(alert.name()) && text.contains(alert.runbook())))
                .isEmpty();
    }

    @Test
    void everyParagraphThatIsNamedIsThere() throws IOException {
        List<String> paragraphs = Files.readAllLines(DOCS.resolve("runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.replace("## ", "docs/runbook.md#"))
                .toList();
        assertThat(Stream.concat(descriptions().stream(), Alert.all().stream().map(Alert::runbook))
                        .flatMap(text -> PARAGRAPH.matcher(text).results())
                        .map(result -> result.group()))
                .isNotEmpty()
                .isSubsetOf(paragraphs);
    }
}
