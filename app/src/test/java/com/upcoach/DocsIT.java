package com.upcoach;

import static com.upcoach.Client.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The page that shows the contract, and every file it asks for, from this server alone. */
@ServerTest
class DocsIT {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final String base;

    DocsIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    @Test
    void everyFileOfThePageIsHereAndMayBeKept() {
        HttpResponse<String> page = Client.anonymous().get(base, "/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        List<String> links =
                LINK.matcher(page.body()).results().map(link -> link.group(1)).toList();
        assertThat(links).hasSizeGreaterThan(4).allMatch(link -> link.startsWith("/"));
        for (String link : links) {
            HttpResponse<String> file = Client.anonymous().get(base, link);
            assertThat(file.statusCode()).as(link).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).startsWith("public, max-age=3600, stale-");
            HttpResponse<String> again = Client.anonymous().get(base, link, "If-None-Match", header(file, "ETag"));
            assertThat(again.statusCode()).as(link).isEqualTo(304);
        }
    }

    @Test
    void noOtherFileIsHere() {
        for (String name : List.of("swagger-ui.js", "index.htm", "application.yaml", "..", "DOCS.JS")) {
            assertThat(Client.anonymous().get(base, "/docs/" + name).statusCode())
                    .as(name)
                    .isEqualTo(404);
        }
    }

    /** In a browser, which refuses whatever the content security policy forbids and says so in its console. */
    @Test
    void aBrowserShowsEveryOperation(@TempDir Path scratch) throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no chromium on the path: the page was not looked at");
        Path page = scratch.resolve("page.html");
        Path console = scratch.resolve("console.txt");
        Process shown = new ProcessBuilder(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + scratch.resolve("profile"),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        base + "/docs")
                .redirectOutput(page.toFile())
                .redirectError(console.toFile())
                .start();
        assertThat(shown.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(console, StandardCharsets.UTF_8)).doesNotContain("CONSOLE");
        String dom = Files.readString(page, StandardCharsets.UTF_8);
        assertThat(operationIds())
                .hasSizeGreaterThan(40)
                .allSatisfy(id -> assertThat(dom).contains("operations-").contains("-" + id + "\""));
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private List<String> operationIds() {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(Client.anonymous().get(base, "/openapi.yaml").body());
        return Objects.requireNonNull(document.get("paths")).values().stream()
                .flatMap(item -> item.values().stream())
                .filter(Map.class::isInstance)
                .map(operation -> (String) ((Map<?, ?>) operation).get("operationId"))
                .toList();
    }
}
