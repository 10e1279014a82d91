package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.upcoach.failure.Failure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private record Body(
            @Nullable String name,
            @Nullable Integer count,
            @Nullable BigDecimal amount,
            @Nullable LocalDate day,
            @Nullable UUID id,
            @Nullable List<String> tags) {}

    private record Stamped(Instant at, BigDecimal amount) {}

    @Test
    void readsWhatFits() {
        Body body = read("""
            {"name":"ä🏃","count":3,"amount":0.10,"day":"2026-02-28","tags":["a"],\
            "id":"7c1f0d2e-1111-4abc-8def-000000000001"}\
            """);
        assertThat(body)
                .isEqualTo(new Body(
                        "ä🏃",
                        3,
                        new BigDecimal("0.1"),
                        LocalDate.of(2026, 2, 28),
                        UUID.fromString("7c1f0d2e-1111-4abc-8def-000000000001"),
                        List.of("a")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"name":1}                 | wrong-type    | /name
        {"name":true}              | wrong-type    | /name
        {"name":"a\\u0000b"}       | wrong-type    | /name
        {"name":"\\ud800"}         | wrong-type    | /name
        {"tags":["a",2]}           | wrong-type    | /tags/1
        {"count":"3"}              | wrong-type    | /count
        {"count":3.5}              | wrong-type    | /count
        {"count":3000000000}       | wrong-type    | /count
        {"day":"2026-02-30"}       | wrong-type    | /day
        {"day":20260228}           | wrong-type    | /day
        {"id":"7c1f0d2e"}          | wrong-type    | /id
        {"nome":"a"}               | unknown-field | /nome
        """)
    void pointsAtTheFieldThatDoesNotFit(String json, String code, String pointer) {
        Failure.Malformed failure = refusal(json.getBytes(StandardCharsets.UTF_8));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a\",\"name\":\"b\"}", "{\"x\":{\"a\":1,\"a\":1}}"})
    void refusesAFieldThatIsThereTwice(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("duplicate-field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} {}",
                "{}x",
                "[]",
                "\"a\"",
                "null",
                "{",
                "{'name':\"a\"}",
                "{\"count\":NaN}",
                "{\"count\":01}",
                "{\"amount\":11111111112222222222333333333344444444445}",
                "{}//",
                "{\"name\":\"a\",}"
            })
    void refusesWhatIsNotOneWellFormedObject(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("malformed-json");
    }

    @Test
    void refusesDeepNestingOnly() {
        String deep = "{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}";
        String tooDeep = "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}";
        assertThat(Json.object(deep.getBytes(StandardCharsets.UTF_8)).has("x")).isTrue();
        assertThat(refusal(tooDeep.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("malformed-json");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(refusal("{\"name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .detail())
                .contains("UTF-8");
        assertThat(refusal("{}".getBytes(StandardCharsets.UTF_16)).detail()).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void asksForABody(String blank) {
        assertThat(refusal(blank.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("body-missing");
    }

    @Test
    void writesInstantsToTheMillisecondAndNumbersPlain() {
        byte[] json = Json.bytes(new Stamped(Instant.parse("2026-02-03T04:05:06Z"), new BigDecimal("1E+3")));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"at\":\"2026-02-03T04:05:06.000Z\",\"amount\":1000}");
    }

    private static Body read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Body.class);
    }

    private static Failure.Malformed refusal(byte[] body) {
        return catchThrowableOfType(Failure.Malformed.class, () -> Json.read(body, Body.class));
    }
}
