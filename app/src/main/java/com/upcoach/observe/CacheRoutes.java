package com.upcoach.observe;

import com.upcoach.failure.Failure;
import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Consumer;

/** {@code POST /admin/caches/{name}/invalidate}: for operators; a name that ends in ':' is a key prefix, else a tag. */
public final class CacheRoutes implements HttpService {
    private final Consumer<String> invalidateTag;
    private final Consumer<String> invalidatePrefix;

    /** Creates the route; both refuse a wrong name by {@link IllegalArgumentException}. */
    public CacheRoutes(Consumer<String> invalidateTag, Consumer<String> invalidatePrefix) {
        this.invalidateTag = invalidateTag;
        this.invalidatePrefix = invalidatePrefix;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/admin/caches/{name}/invalidate").post(this::invalidate).on(rules);
    }

    private void invalidate(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        try {
            (name.endsWith(":") ? invalidatePrefix : invalidateTag).accept(name);
        } catch (IllegalArgumentException e) {
            throw new Failure.Malformed("malformed-name", String.valueOf(e.getMessage()));
        }
        Answers.done(response);
    }
}
