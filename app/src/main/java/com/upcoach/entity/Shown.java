package com.upcoach.entity;

/**
 * Something as a client sees it.
 *
 * @param etag of it, without quotes
 * @param body every documented field and no other, to be encoded as JSON
 */
public record Shown(String etag, Object body) {
    /** Returns something that changes with its version alone. */
    public static Shown of(Entity entity, Object body) {
        return new Shown(Long.toString(entity.version()), body);
    }
}
