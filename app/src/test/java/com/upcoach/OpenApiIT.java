package com.upcoach;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document and the routes agree, both ways. */
@ServerTest
class OpenApiIT {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final String base;

    OpenApiIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    @Test
    void everyDocumentedMethodIsServedAndNoOther() {
        Client client = Client.registered(base);
        paths().forEach((path, item) -> {
            for (String method : METHODS) {
                String actual = path.replace("{id}", UUID.randomUUID().toString());
                HttpResponse<String> response = client.send(base, method, actual, "");
                boolean documented = item.containsKey(method.toLowerCase(Locale.ROOT));
                assertThat(response.statusCode() != 405)
                        .as(method + " " + path + ": " + response.statusCode())
                        .isEqualTo(documented);
                if (response.statusCode() == 404) {
                    assertThat(json(response).get("code").asText()).isNotEqualTo("route-not-found");
                }
            }
        });
    }

    private Map<String, Map<String, Object>> paths() {
        String served = Client.anonymous().get(base, "/openapi.yaml").body();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(served);
        return Objects.requireNonNull(document.get("paths"));
    }
}
