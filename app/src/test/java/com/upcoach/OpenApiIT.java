package com.upcoach;

import static com.upcoach.Client.header;
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
import java.util.Set;
import java.util.TreeSet;
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
    void theDocumentHasEveryRouteAndNoOther() {
        Set<String> documented = new TreeSet<>();
        paths().forEach((path, item) -> METHODS.stream()
                .filter(method -> item.containsKey(method.toLowerCase(Locale.ROOT)))
                .forEach(method -> documented.add(method + " " + path)));
        assertThat(documented)
                .hasSizeGreaterThan(10)
                .isEqualTo(TestMember.routes().routes());
    }

    @Test
    void everyMethodThatIsNotDocumentedIsRefusedWithThoseThatAre() {
        Client client = Client.registered(base);
        paths().forEach((path, item) -> {
            for (String method : METHODS) {
                if (!item.containsKey(method.toLowerCase(Locale.ROOT))) {
                    HttpResponse<String> refused = client.send(base, method, concrete(path), "");
                    assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(405);
                    assertThat(List.of(header(refused, "Allow").split(", ", -1)))
                            .filteredOn(allowed -> !allowed.equals("HEAD"))
                            .allMatch(allowed -> item.containsKey(allowed.toLowerCase(Locale.ROOT)))
                            .isNotEmpty();
                }
            }
        });
    }

    @Test
    void onlyAListedFewRoutesAnswerWithoutAToken() {
        Set<String> open = Set.of(
                "GET /health",
                "GET /ready",
                "GET /started",
                "GET /openapi.yaml",
                "GET /.well-known/jwks.json",
                "GET /api/plans",
                "GET /api/config",
                "POST /api/auth/register",
                "POST /api/auth/refresh",
                "POST /api/auth/login");
        for (String route : TestMember.routes().routes()) {
            String[] parts = route.split(" ", 2);
            String path = concrete(parts[1]);
            int status = Client.anonymous().send(base, parts[0], path, "").statusCode();
            assertThat(status == 401).as(route + ": " + status).isEqualTo(!open.contains(route));
        }
    }

    private static String concrete(String path) {
        return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    private Map<String, Map<String, Object>> paths() {
        String served = Client.anonymous().get(base, "/openapi.yaml").body();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(served);
        return Objects.requireNonNull(document.get("paths"));
    }
}
