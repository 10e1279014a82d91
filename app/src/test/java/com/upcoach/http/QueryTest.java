package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import io.helidon.common.uri.UriQuery;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @ParameterizedTest
    @CsvSource({
        "c=1, c, unknown-parameter",
        "a=1&c, c, unknown-parameter",
        "A=1, A, unknown-parameter",
        "a=1&a=1, a, duplicate-parameter",
        "a&b=1, a, invalid-parameter"
    })
    void refusesUnknownAndRepeatedNames(String text, String name, String code) {
        assertThatThrownBy(() -> query(text)).isInstanceOfSatisfying(Failure.Malformed.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.faults()).extracting(Failure.Fault::pointer).containsExactly(name);
        });
    }

    @Test
    void isTheSameInAnyOrder() {
        assertThat(query("b=2&a=1").canonical())
                .isEqualTo(query("a=1&b=2").canonical())
                .isNotEqualTo(query("a=2&b=1").canonical());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=", "a=1&b=2", "a=%26b%3D3%23", "a=x%20y%2Bz", "a=%C3%A4%F0%9F%8F%83", "a=%25zz"})
    void survivesItsCanonicalForm(String text) {
        Query first = query(text);
        Query again = Query.parse(first.canonical());
        assertThat(again.canonical()).isEqualTo(first.canonical());
        assertThat(again.get("a", value -> value)).isEqualTo(first.get("a", value -> value));
        assertThat(again.has("b")).isEqualTo(first.has("b"));
    }

    @Test
    void decodesValues() {
        assertThat(query("a=x%20y%2Bz%C3%A4").get("a", value -> value)).contains("x y+zä");
        assertThat(query("a=1").get("b", value -> value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=x", "a=", "a=%00", "a=-1"})
    void refusesAValueThatDoesNotParse(String text) {
        assertThatThrownBy(() -> query(text).get("a", Scalars::whole))
                .isInstanceOfSatisfying(
                        Failure.Malformed.class,
                        failure -> assertThat(failure.code()).isEqualTo("invalid-parameter"));
    }

    private static Query query(String text) {
        return Query.of(text.isEmpty() ? UriQuery.empty() : UriQuery.create(text), Set.of("a", "b"));
    }
}
