package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a":"b"}           | {"a":"c"}                   | {"a":"c"}
        {"a":"b"}           | {"b":"c"}                   | {"a":"b","b":"c"}
        {"a":"b"}           | {"a":null}                  | {}
        {"a":"b","b":"c"}   | {"a":null}                  | {"b":"c"}
        {"a":["b"]}         | {"a":"c"}                   | {"a":"c"}
        {"a":"c"}           | {"a":["b"]}                 | {"a":["b"]}
        {"a":{"b":"c"}}     | {"a":{"b":"d","c":null}}    | {"a":{"b":"d"}}
        {"a":[{"b":"c"}]}   | {"a":[1]}                   | {"a":[1]}
        {"e":null}          | {"a":1}                     | {"e":null,"a":1}
        {}                  | {"a":{"bb":{"ccc":null}}}   | {"a":{"bb":{}}}
        {"a":"b"}           | {"a":{"b":"c"}}             | {"a":{"b":"c"}}
        {"a":[1,2]}         | {"a":[null]}                | {"a":[null]}
        """)
    void mergesAsTheStandardSays(String target, String patch, String merged) {
        assertThat(MergePatch.apply(object(target), object(patch))).isEqualTo(object(merged));
    }

    @Test
    void changesNeitherTargetNorPatch() {
        ObjectNode target = object("{\"a\":{\"b\":1},\"c\":2}");
        ObjectNode patch = object("{\"a\":{\"b\":[3]},\"c\":null}");
        ObjectNode merged = MergePatch.apply(target, patch);
        merged.withArray("/a/b").add(4);
        assertThat(target).isEqualTo(object("{\"a\":{\"b\":1},\"c\":2}"));
        assertThat(patch).isEqualTo(object("{\"a\":{\"b\":[3]},\"c\":null}"));
    }

    private static ObjectNode object(String json) {
        return Json.object(json.getBytes(StandardCharsets.UTF_8));
    }
}
