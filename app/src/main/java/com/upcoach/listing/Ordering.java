package com.upcoach.listing;

import com.upcoach.http.Cursor;
import com.upcoach.http.Query;
import java.util.List;
import java.util.Optional;

/**
 * The order that a list is asked for in, and where in it the part begins that is asked for by cursor.
 *
 * @param isDefault whether the list goes by this key when nothing else is asked for, for which it has an index
 * @param after the last row of the page before; empty for the first page and when asked by page number
 */
public record Ordering(SortKey key, boolean isDefault, boolean ascending, Optional<Cursor> after) {
    /**
     * Reads {@code orderBy}, {@code order} and {@code cursor}.
     *
     * @param keys what the list can be ordered by, the default first
     * @param ascendingByDefault which way it goes when {@code order} is absent
     */
    public static Ordering of(Query query, List<SortKey> keys, boolean ascendingByDefault) {
        SortKey key = query.get("orderBy", name -> key(keys, name)).orElse(keys.getFirst());
        boolean ascending = query.get("order", Ordering::ascending).orElse(ascendingByDefault);
        return new Ordering(
                key,
                key.equals(keys.getFirst()),
                ascending,
                query.get("cursor", token -> token)
                        .filter(token -> !token.isEmpty())
                        .flatMap(ignored -> query.get("cursor", token -> cursor(token, key, ascending))));
    }

    private static SortKey key(List<SortKey> keys, String name) {
        return keys.stream()
                .filter(key -> key.parameter().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such order"));
    }

    private static boolean ascending(String text) {
        return switch (text) {
            case "ASC" -> true;
            case "DESC" -> false;
            default -> throw new IllegalArgumentException("ASC or DESC");
        };
    }

    private static Cursor cursor(String token, SortKey key, boolean ascending) {
        Cursor cursor = Cursor.parse(token, key.name(ascending));
        if (!key.readable().test(cursor.value())) {
            throw new IllegalArgumentException("not a cursor of ours");
        }
        return cursor;
    }
}
