package com.upcoach.entity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.upcoach.http.Query;
import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import java.util.function.Consumer;

/** Checked queries of one list, remembered by how they were written: apps send the same few. Thread-safe. */
public final class ListQueries {
    private static final int MAX_REMEMBERED = 2_000;

    private final Set<String> parameters;
    private final Consumer<Query> check;
    private final Cache<String, String> canonical =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /**
     * Creates the memory of a list.
     *
     * @param parameters that the list takes
     * @param check throws what is wrong with a query
     */
    public ListQueries(Set<String> parameters, Consumer<Query> check) {
        this.parameters = parameters;
        this.check = check;
    }

    /** Returns a request's query in canonical form; only one without fault has it. */
    public String canonical(ServerRequest request) {
        UriQuery query = request.query();
        return canonical.get(query.rawValue(), raw -> checked(query));
    }

    private String checked(UriQuery query) {
        Query checked = Query.of(query, parameters);
        check.accept(checked);
        return checked.canonical();
    }
}
