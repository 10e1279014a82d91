package com.upcoach.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Where the next page of a list begins: after the row with this sort value and id. Opaque to clients; bound to the
 * order it was made in.
 *
 * @param order the order, such as {@code createdAt DESC}
 * @param value the last row's sort value, as PostgreSQL writes it
 * @param id the last row's id, the tiebreak
 */
public record Cursor(String order, String value, UUID id) {
    /** Returns the form that clients carry. */
    public String token() {
        String text = order + "\n" + id + "\n" + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a token back.
     *
     * @throws IllegalArgumentException when it is none, or was made in another order
     */
    public static Cursor parse(String token, String order) {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        String[] parts = text.split("\n", 3);
        if (parts.length != 3 || !parts[0].equals(order)) {
            throw new IllegalArgumentException("not a cursor of this order");
        }
        return new Cursor(order, Scalars.text(parts[2]), Scalars.id(parts[1]));
    }
}
