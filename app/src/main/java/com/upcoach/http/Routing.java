package com.upcoach.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/** How routes are put together, the same for each: shared headers first, problem answers last. */
public final class Routing {
    private static final Filter SHARED = Routing::share;

    private static final Pattern PARAMETER = Pattern.compile("/\\{[^/]*}");
    private static final Pattern ID = Pattern.compile("/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?=/|$)");

    /** The templates of routes that took requests, and by their shape. */
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private static final ConcurrentMap<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private Routing() {}

    /** Adds what every route has in common. */
    public static HttpRouting.Builder shared(HttpRouting.Builder routing) {
        routing.addFilter(SHARED);
        Problems.handle(routing);
        return routing;
    }

    private static void share(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Headers.addTo(response.headers(), RequestId.of(request.headers()));
        if (isPlain(request.prologue().uriPath().rawPath())) {
            chain.proceed();
        } else {
            Problems.notFound(request, response);
        }
        closeIfLast(request, response);
    }

    /**
     * No route needs a scheme, an escape, a path parameter, an empty segment, a dot segment or a last slash, and each
     * would be a second name of something, past whatever goes by the first.
     */
    private static boolean isPlain(String path) {
        return path.startsWith("/")
                && path.indexOf('%') < 0
                && path.indexOf(';') < 0
                && !path.contains("//")
                && !(path.contains("/.") && (path + '/').matches(".*/\\.{1,2}/.*"))
                && (path.length() < 2 || !path.endsWith("/"));
    }

    /** Helidon leaves it to the client to close, and would take what is left of a refused body for the next request. */
    private static void closeIfLast(RoutingRequest request, RoutingResponse response) {
        if (saysClose(request.headers()) || saysClose(response.headers())) {
            throw new CloseConnectionException("the last request of its connection");
        }
    }

    private static boolean saysClose(io.helidon.http.Headers headers) {
        return headers.contains(HeaderNames.CONNECTION) && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    /**
     * Returns the template of the route that took a request; of one that was refused before, the template that has
     * taken others of its kind; {@code unmatched} when none has. For after it was taken.
     */
    public static String template(ServerRequest request) {
        return request.matchingPattern()
                .map(Routing::taken)
                .orElseGet(() -> TEMPLATES.getOrDefault(
                        shape(request.prologue().uriPath().rawPath(), ID), "unmatched"));
    }

    private static String taken(String pattern) {
        String template =
                pattern.length() > 1 && pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (!TAKEN.contains(template)) {
            TEMPLATES.put(shape(template, PARAMETER), template);
            TAKEN.add(template);
        }
        return template;
    }

    /** Returns a path with a star for each of its segments that is a parameter. */
    private static String shape(String path, Pattern parameter) {
        return parameter.matcher(path).replaceAll("/*");
    }

    /** Starts the table of one path's methods. */
    public static Path path(String pattern) {
        return new Path(pattern, true);
    }

    /** Starts the table of a path whose answers are not JSON. */
    public static Path publicPath(String pattern) {
        return new Path(pattern, false);
    }

    /** One path with its methods: GET also answers HEAD; a method that is not here is answered 405 with Allow. */
    public static final class Path {
        private final String pattern;
        private final boolean json;
        private final Map<Method, Handler> handlers = new LinkedHashMap<>();

        private Path(String pattern, boolean json) {
            this.pattern = pattern;
            this.json = json;
        }

        public Path get(Handler handler) {
            return getWithQuery(withoutQuery(handler));
        }

        /** A GET whose handler checks the query by itself. */
        public Path getWithQuery(Handler handler) {
            handlers.put(Method.GET, handler);
            handlers.put(Method.HEAD, handler);
            return this;
        }

        public Path post(Handler handler) {
            handlers.put(Method.POST, withoutQuery(handler));
            return this;
        }

        public Path put(Handler handler) {
            handlers.put(Method.PUT, withoutQuery(handler));
            return this;
        }

        public Path patch(Handler handler) {
            handlers.put(Method.PATCH, withoutQuery(handler));
            return this;
        }

        public Path delete(Handler handler) {
            return deleteWithQuery(withoutQuery(handler));
        }

        /** A DELETE whose handler checks the query by itself. */
        public Path deleteWithQuery(Handler handler) {
            handlers.put(Method.DELETE, handler);
            return this;
        }

        private static Handler withoutQuery(Handler handler) {
            return (request, response) -> {
                Query.of(request.query(), Set.of());
                handler.handle(request, response);
            };
        }

        /** Adds the path to the routes. */
        public void on(HttpRules rules) {
            handlers.forEach((method, handler) -> rules.route(method, pattern, (request, response) -> {
                if (json) {
                    Bodies.requireJsonAccepted(request);
                }
                handler.handle(request, response);
            }));
            String allowed = String.join(
                    ", ", handlers.keySet().stream().map(Method::text).toList());
            rules.any(pattern, (request, response) -> Problems.methodNotAllowed(request, response, allowed));
        }
    }
}
