package com.upcoach.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Set<String> KNOWN = Set.of("url", "people");

    @Test
    void readsValuesByName() {
        Arguments arguments = Arguments.of(List.of("--url", "jdbc:x", "--people", "12"), KNOWN);
        assertThat(arguments.required("url")).isEqualTo("jdbc:x");
        assertThat(arguments.number("people", 1)).isEqualTo(12);
    }

    @Test
    void takesTheStandardForWhatIsNotThere() {
        assertThat(Arguments.of(List.of(), KNOWN).number("people", 7)).isEqualTo(7);
    }

    @Test
    void refusesWhatItDoesNotKnowAndWhatIsNoNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of(List.of("--peple", "1"), KNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of(List.of("--url"), KNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of(List.of("--url", "a", "--url", "b"), KNOWN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(List.of("--people", "-1"), KNOWN).number("people", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(List.of(), KNOWN).required("url"));
    }
}
