package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "W/\"7\"", "\"6\", \"7\"", "\"6\",W/\"7\"", " \"7\" ", "*", " * "})
    void allowsTheVersionItNames(String header) {
        assertThat(ETags.parse(header).given()).isTrue();
        assertThat(ETags.parse(header).match("7")).isTrue();
        assertThat(ETags.parse(header).allow(7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"77\"", "W/\"6\", \"8\"", "\"\"", "\"7,\"", "\"*\""})
    void allowsNoOtherVersion(String header) {
        assertThat(ETags.parse(header).given()).isTrue();
        assertThat(ETags.parse(header).match("7")).isFalse();
        assertThat(ETags.parse(header).allow(7)).isFalse();
    }

    @Test
    void comparesTheVersionOfATagThatTellsOfDerivedValues() {
        assertThat(ETags.parse("W/\"7-0a1b2c3d\"").allow(7)).isTrue();
        assertThat(ETags.parse("\"7-0a1b2c3d\"").allow(6)).isFalse();
        assertThat(ETags.parse("\"7-x\"").allow(7)).isFalse();
        assertThat(ETags.parse("\"7\"").match("7-0a1b2c3d")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"7\"', 7",
                "'W/\"7\"', 7",
                "'\"6\", \"12\", \"7\"', 12",
                "'\"7-0a1b2c3d\"', 7",
                "'\"7-k8x2\"', 7",
                "'\"999999999999999999\"', 999999999999999999",
                "'\"9999999999999999999\"', 0",
                "'\"7x\"', 0",
                "'\"-7\"', 0",
                "'\"\"', 0",
                "'*', 0",
            })
    void tellsTheNewestVersionThatItNames(String header, long newest) {
        assertThat(ETags.parse(header).newest()).isEqualTo(newest);
    }

    @Test
    void takesACommaInsideATag() {
        assertThat(ETags.parse("\"a,b\", \"c\"").match("a,b")).isTrue();
        assertThat(ETags.parse("\"a,b\", \"c\"").match("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "\"7", "7\"", "W/7", "w/\"7\"", "\"6\" \"7\"", "*, \"7\"", "\"7\", *", "\"a b\"", "\"ä\""})
    void refusesWhatIsNoTag(String header) {
        assertThatThrownBy(() -> ETags.parse(header))
                .isInstanceOfSatisfying(
                        Failure.Malformed.class,
                        failure -> assertThat(failure.code()).isEqualTo("malformed-etag"));
    }
}
