package com.upcoach.http;

import java.util.Optional;
import java.util.Set;

/**
 * Which part of a list is asked for: {@code page} (from 1) and {@code limit} (1–100, 20 when absent), or
 * {@code cursor}, which is empty for the first page and then what the page before said.
 *
 * @param page from 1
 * @param limit rows a page
 * @param cursor set in cursor mode; empty inside for the first page
 */
public record Paging(int page, int limit, Optional<String> cursor) {
    /** The parameters that a list takes for it. */
    public static final Set<String> PARAMETERS = Set.of("page", "limit", "cursor", "orderBy", "order");

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_PAGE = 100_000;

    /** Reads it from a query. */
    public static Paging of(Query query) {
        if (query.has("cursor") && query.has("page")) {
            throw Query.fault("cursor", "invalid-parameter", "Ask by page or by cursor, not by both.");
        }
        return new Paging(
                query.get("page", text -> within(text, MAX_PAGE)).orElse(1),
                query.get("limit", text -> within(text, SizeLimits.PAGE)).orElse(DEFAULT_LIMIT),
                query.get("cursor", text -> text));
    }

    /** Returns the number of rows before this page. */
    public long offset() {
        return (page - 1L) * limit;
    }

    private static int within(String text, int max) {
        int value = Scalars.whole(text);
        if (value < 1 || value > max) {
            throw new IllegalArgumentException("out of 1–" + max);
        }
        return value;
    }
}
