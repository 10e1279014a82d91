package com.upcoach.docs;

import com.upcoach.failure.Failure;
import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code /docs}: Swagger UI on our own contract, all of it from the jar, so that it works with no other host and under
 * the strict content security policy. Files are read when they are first asked for. Thread-safe.
 */
public final class DocsRoutes implements HttpService {
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
    private static final String LIBRARY_PROPERTIES = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String PAGE = "index.html";

    private final Map<String, File> files;
    private final Map<String, View> views = new ConcurrentHashMap<>();

    /** Knows the files, and reads none yet. */
    public DocsRoutes() {
        String library = LIBRARY + version() + '/';
        this.files = Map.of(
                PAGE,
                new File("/docs/index.html", "text/html; charset=utf-8"),
                "docs.js",
                new File("/docs/docs.js", "text/javascript; charset=utf-8"),
                "swagger-ui-bundle.js",
                new File(library + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
                "swagger-ui.css",
                new File(library + "swagger-ui.css", "text/css; charset=utf-8"),
                "favicon.png",
                new File(library + "favicon-32x32.png", "image/png"));
    }

    /**
     * A file.
     *
     * @param resource on the class path
     * @param type media type
     */
    private record File(String resource, String type) {}

    private static String version() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(Resources.bytes(LIBRARY_PROPERTIES), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(properties.getProperty("version"));
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.publicPath("/")
                .get((request, response) -> send(request, response, PAGE))
                .on(rules);
        Routing.publicPath("/{file}").get(this::send).on(rules);
    }

    private void send(ServerRequest request, ServerResponse response) {
        send(request, response, request.path().pathParameters().get("file"));
    }

    private void send(ServerRequest request, ServerResponse response, String name) {
        File file = Optional.ofNullable(files.get(name))
                .orElseThrow(() -> new Failure.NotFound("not-found", "There is no such file."));
        View view = views.computeIfAbsent(file.resource, Resources::view);
        Answers.publicDocument(request, response, file.type, view);
    }
}
