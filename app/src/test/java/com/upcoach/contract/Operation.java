package com.upcoach.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation of a contract.
 *
 * @param path its template
 * @param item the path's part of the document
 */
public record Operation(String method, String path, Part item) {
    private Part part() {
        return item.get(method.toLowerCase(Locale.ROOT));
    }

    /** Its parameters of one sort: path, query or header. */
    List<Part> parameters(String in) {
        return Stream.of(item, part())
                .flatMap(owner -> owner.get("parameters").items().stream())
                .filter(parameter -> parameter.text("in").equals(in))
                .toList();
    }

    /** The media types of its request body, the first one first; none when it takes no body. */
    List<String> bodyTypes() {
        return content().names();
    }

    /** The schema of its request body. */
    Part body(String type) {
        return content().get(type).get("schema");
    }

    private Part content() {
        return part().get("requestBody").get("content");
    }

    /** The answer that is documented for a status: by itself, or for all refusals that are not listed. */
    Optional<Part> answer(int status) {
        Part answers = part().get("responses");
        if (answers.has(Integer.toString(status))) {
            return Optional.of(answers.get(Integer.toString(status)));
        }
        return status >= 400 && answers.has("default") ? Optional.of(answers.get("default")) : Optional.empty();
    }

    /** Whether anyone may ask, without a token. */
    boolean isPublic() {
        return part().has("security") && part().get("security").node().isEmpty();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
