package com.upcoach.observe;

import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** {@code /openapi.yaml}: the public contract, from the jar. Immutable. */
public final class OpenApi implements HttpService {
    private final View document = View.of("", read());

    @Override
    public void routing(HttpRules rules) {
        Routing.publicPath("/openapi.yaml")
                .get((request, response) -> Answers.publicDocument(request, response, "application/yaml", document))
                .on(rules);
    }

    private static byte[] read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return Objects.requireNonNull(in, "openapi.yaml").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
