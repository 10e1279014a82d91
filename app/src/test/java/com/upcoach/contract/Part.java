package com.upcoach.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a document; references are followed.
 *
 * @param pointer to it (RFC 6901)
 */
record Part(Contract contract, String pointer) {
    Part {
        for (JsonNode node = contract.at(pointer); node.has("$ref") && node.size() == 1; node = contract.at(pointer)) {
            pointer = node.get("$ref").asText().substring(1);
        }
    }

    JsonNode node() {
        return contract.at(pointer);
    }

    boolean has(String name) {
        return node().has(name);
    }

    Part get(String name) {
        return new Part(contract, pointer + '/' + name.replace("~", "~0").replace("/", "~1"));
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        node().fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<Part> items() {
        List<Part> items = new ArrayList<>();
        for (int i = 0; i < node().size(); i++) {
            items.add(new Part(contract, pointer + '/' + i));
        }
        return items;
    }

    String text(String name) {
        return node().path(name).asText();
    }

    String faults(JsonNode value) {
        return contract.faults(pointer, value);
    }
}
