package com.upcoach.docs;

import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** {@code /openapi.yaml}: the public contract, from the jar. Immutable. */
public final class OpenApi implements HttpService {
    private final View document = Resources.view("/openapi.yaml");

    @Override
    public void routing(HttpRules rules) {
        Routing.publicPath("/openapi.yaml")
                .get((request, response) -> Answers.publicDocument(request, response, "application/yaml", document))
                .on(rules);
    }
}
