package com.upcoach.http;

import com.upcoach.failure.Failure;
import io.helidon.common.uri.UriQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The query parameters of a request, each at most once and none unknown: everything else is
 * {@link Failure.Malformed}. Immutable.
 */
public final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** Takes a request's query, of which only the given names are allowed. */
    public static Query of(UriQuery query, Set<String> allowed) {
        for (String name : query.names()) {
            if (!allowed.contains(name)) {
                throw fault(name, "unknown-parameter", "This parameter does not exist here.");
            }
        }
        return of(query);
    }

    private static Query of(UriQuery query) {
        Map<String, String> values = new TreeMap<>();
        for (String name : query.names()) {
            List<String> all = query.all(name);
            if (all.isEmpty()) {
                throw fault(name, "invalid-parameter", "Give this parameter as name=value.");
            }
            if (all.size() > 1) {
                throw fault(name, "duplicate-parameter", "This parameter is given more than once.");
            }
            values.put(name, all.getFirst());
        }
        return new Query(values);
    }

    /** Takes what {@link #canonical} returned. */
    public static Query parse(String canonical) {
        return of(canonical.isEmpty() ? UriQuery.empty() : UriQuery.create(canonical));
    }

    /** Returns all parameters as a query string, by name: equal for requests that ask the same. */
    public String canonical() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Returns whether the parameter is given, be it empty. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns a parameter, parsed; the parser refuses by IllegalArgumentException or DateTimeException. */
    public <T> Optional<T> get(String name, Function<String, T> parse) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(Scalars.text(value)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw fault(name, "invalid-parameter", "This value is not allowed here.");
        }
    }

    /** Returns the refusal of a parameter. */
    public static Failure fault(String name, String code, String message) {
        return new Failure.Malformed(code, "The query does not fit.", new Failure.Fault(name, code, message));
    }
}
