package com.upcoach;

import static com.upcoach.Client.header;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;

/** Somebody, another one in each test, who talks with a member of this JVM over real HTTP, grid and PostgreSQL. */
abstract class ApiIT {
    final String base;
    Client client = Client.anonymous();

    ApiIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    @BeforeEach
    void register() {
        client = Client.registered(base);
    }

    final HttpResponse<String> post(String path, String body, String... headers) {
        return client.send(base, "POST", path, body, headers);
    }

    /** Makes one by its title, and returns its path. */
    final String made(String path, String title) {
        return header(post(path, "{\"title\":\"" + title + "\"}"), "Location");
    }
}
