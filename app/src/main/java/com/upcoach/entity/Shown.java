package com.upcoach.entity;

/**
 * Something as a client sees it.
 *
 * @param etag of it, without quotes
 * @param body every documented field and no other, to be encoded as JSON
 * @param dataVersion that it is not newer than, when it shows more than was written; 0 when it does not
 */
public record Shown(String etag, Object body, long dataVersion) {
    public Shown(String etag, Object body) {
        this(etag, body, 0);
    }

    /** Returns something that changes with its version alone. */
    public static Shown of(Entity entity, Object body) {
        return new Shown(Long.toString(entity.version()), body);
    }
}
