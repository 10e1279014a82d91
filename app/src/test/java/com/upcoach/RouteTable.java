package com.upcoach;

import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The routes that the server really registers, as it registers them.
 *
 * @param routes such as {@code GET /api/goals/{id}}, without HEAD
 */
record RouteTable(Set<String> routes) {
    static RouteTable of(Consumer<HttpRules> registration) {
        RouteTable table = new RouteTable(new TreeSet<>());
        registration.accept(table.recorder(""));
        return table;
    }

    /** Helidon cannot list its routes: this stands in for its builder and writes down what it is told. */
    private HttpRules recorder(String prefix) {
        HttpRules[] self = new HttpRules[1];
        self[0] = (HttpRules) Proxy.newProxyInstance(
                RouteTable.class.getClassLoader(), new Class<?>[] {HttpRules.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "register" -> register(prefix, arguments);
                        case "route" -> record((Method) arguments[0], prefix + arguments[1]);
                        case "any" -> {}
                        default -> throw new UnsupportedOperationException(method.toString());
                    }
                    return self[0];
                });
        return self[0];
    }

    private void register(String prefix, Object[] arguments) {
        String path = arguments[0] instanceof String given ? given : "";
        for (HttpService service : (HttpService[]) arguments[arguments.length - 1]) {
            service.routing(recorder(prefix + path));
        }
    }

    private void record(Method method, String path) {
        if (!method.equals(Method.HEAD)) {
            routes.add(method.text() + " " + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
        }
    }
}
