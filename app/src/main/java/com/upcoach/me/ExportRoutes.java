package com.upcoach.me;

import com.upcoach.http.Download;
import com.upcoach.http.Routing;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/** {@code /api/me/export}. */
public final class ExportRoutes implements HttpService {
    private static final String FILE = "upcoach-export.json";

    /** Nobody keeps a place for longer, however slowly they read. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Export export;
    private final ExportPlaces places = new ExportPlaces();
    private final Authentication authentication;

    public ExportRoutes(Export export, Authentication authentication) {
        this.export = export;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/export").get(authentication.personal(this::send)).on(rules);
    }

    private void send(Caller caller, ServerRequest request, ServerResponse response) {
        places.run(caller.user(), () -> {
            Export.Document document = export.of(caller.user());
            Download.send(request, response, FILE, PATIENCE, document::writeTo);
        });
    }
}
