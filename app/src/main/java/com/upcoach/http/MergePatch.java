package com.upcoach.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396): what is absent stays, null clears, objects merge, all else replaces. */
public final class MergePatch {
    private MergePatch() {}

    /** Returns the target with the patch applied; changes neither. */
    public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        patch.properties().forEach(field -> merge(merged, field.getKey(), field.getValue()));
        return merged;
    }

    private static void merge(ObjectNode target, String name, JsonNode value) {
        switch (value) {
            case JsonNode n when n.isNull() -> target.remove(name);
            case ObjectNode patch -> target.set(name, apply(objectOrEmpty(target, name), patch));
            default -> target.set(name, value.deepCopy());
        }
    }

    private static ObjectNode objectOrEmpty(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode object ? object : parent.objectNode();
    }
}
