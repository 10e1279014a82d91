package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {
    @Property
    void anyTextIsParsedOrRefused(@ForAll String text) {
        assertParsedOrRefused(text);
    }

    @Property
    void anyTextThatLooksRightIsParsedOrRefused(@ForAll("lookalikes") String text) {
        assertParsedOrRefused(text);
    }

    @Provide
    Arbitrary<String> lookalikes() {
        return Arbitraries.strings().withChars("0129-:.+TZaf").ofMaxLength(40);
    }

    @Property
    void everyIdComesBack(@ForAll long most, @ForAll long least) {
        UUID id = new UUID(most, least);
        assertThat(Scalars.id(id.toString())).isEqualTo(id);
    }

    @Test
    void parsesWhatIsInItsForm() {
        assertThat(Scalars.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(Scalars.instant("2026-02-03T04:05:06+02:00")).isEqualTo(Instant.parse("2026-02-03T02:05:06Z"));
        assertThat(Scalars.whole("999999999")).isEqualTo(999_999_999);
        assertThat(Scalars.text("ä🏃\n")).isEqualTo("ä🏃\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29", "1899-12-31", "9999-01-01", "2026-2-3", "+2026-02-03", "２０２６-02-03", ""})
    void refusesADate(String text) {
        assertRefused(() -> Scalars.date(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-03T04:05:06", "2026-02-03", "9999-01-01T00:00:00Z", "2026-02-03T24:00:01Z", ""})
    void refusesAnInstant(String text) {
        assertRefused(() -> Scalars.instant(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1000000000", "1 ", "１", "0x1"})
    void refusesANumber(String text) {
        assertRefused(() -> Scalars.whole(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\ud83c", "\udfc3", "\udfc3\ud83c", "\ud83cx"})
    void refusesTextThatCannotBeKept(String text) {
        assertRefused(() -> Scalars.text(text));
    }

    private static void assertParsedOrRefused(String text) {
        for (Function<String, Object> parse : parsers()) {
            Throwable thrown = catchThrowable(() -> parse.apply(text));
            if (thrown != null) {
                assertThat(thrown).isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
            }
        }
    }

    private static List<Function<String, Object>> parsers() {
        return List.of(Scalars::id, Scalars::date, Scalars::instant, Scalars::whole, Scalars::text);
    }

    private static void assertRefused(ThrowingCallable parse) {
        assertThatThrownBy(parse).isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
    }
}
