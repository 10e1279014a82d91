package com.upcoach.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list's answer.
 *
 * @param data the rows of this page
 * @param pagination where it stands
 */
public record Page<T>(List<T> data, Pagination pagination) {
    /** Where a page stands in its list, by number or by cursor. */
    public sealed interface Pagination {}

    /** By number, from 1. */
    public record Numbered(int page, int limit, long total, long totalPages, boolean hasNext, boolean hasPrev)
            implements Pagination {
        static Numbered of(int page, int limit, long total) {
            long pages = (total + limit - 1) / limit;
            return new Numbered(page, limit, total, pages, page < pages, page > 1);
        }
    }

    /** By cursor: stable while rows are inserted, without a total. The last page has no next cursor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cursored(
            int limit, boolean hasNext, @Nullable String nextCursor) implements Pagination {}

    /** Returns a numbered page. */
    public static <T> Page<T> numbered(List<T> data, int page, int limit, long total) {
        return new Page<>(List.copyOf(data), Numbered.of(page, limit, total));
    }

    /** Returns a page by cursor. */
    public static <T> Page<T> cursored(List<T> data, int limit, @Nullable String nextCursor) {
        return new Page<>(List.copyOf(data), new Cursored(limit, nextCursor != null, nextCursor));
    }
}
