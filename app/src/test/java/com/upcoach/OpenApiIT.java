package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The public contract and the routes agree: what is documented is served, and no other method of its paths. */
@ServerTest
class OpenApiIT {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String SOME_ID = "01890000-0000-7000-8000-000000000000";

    private final String base;

    OpenApiIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    @Test
    void theDocumentIsServedAsItIs() throws IOException {
        HttpResponse<String> response = Client.anonymous().get(base, "/openapi.yaml");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/yaml");
        assertThat(response.body()).isEqualTo(document());
    }

    /** Without a token: a route that needs one answers 401, which proves it as well. */
    @ParameterizedTest
    @MethodSource("methods")
    void onlyDocumentedMethodsAreServed(String path, String method, boolean documented) {
        HttpResponse<String> response = Client.anonymous().send(base, method, path.replace("{id}", SOME_ID), "");
        if (documented) {
            assertThat(response.statusCode()).isNotIn(404, 405);
        } else {
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).doesNotContain(method);
            assertThat(json(response).get("code").asText()).isEqualTo("method-not-allowed");
        }
    }

    static Stream<Arguments> methods() throws IOException {
        return paths().entrySet().stream().flatMap(path -> METHODS.stream()
                .map(method -> Arguments.of(
                        path.getKey(), method, path.getValue().containsKey(method.toLowerCase(Locale.ROOT)))));
    }

    private static Map<String, Map<?, ?>> paths() throws IOException {
        Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(document());
        Map<String, Map<?, ?>> paths = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(root.get("paths")))
                .forEach((path, item) -> paths.put(String.valueOf(path), (Map<?, ?>) item));
        return paths;
    }

    private static String document() throws IOException {
        try (InputStream in = OpenApiIT.class.getResourceAsStream("/openapi.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
