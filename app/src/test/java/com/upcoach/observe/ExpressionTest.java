package com.upcoach.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.observe.Expression.Selector;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    @Test
    void findsMetricsWithWhatTheyAreMatchedBy() {
        assertThat(Expression.selectors(
                        "1 - (sum(rate(a_total{x=\"1\",y=~\"5..|}\"}[5m])) or vector(0)) / max(b:c) > 0.1 and d",
                        Set.of()))
                .containsExactly(
                        new Selector("a_total", Set.of("x", "y"), Map.of("x", "1")),
                        new Selector("b:c", Set.of(), Map.of()),
                        new Selector("d", Set.of(), Map.of()));
    }

    @Test
    void whatIsGroupedByMustBeCarried() {
        assertThat(Expression.selectors("histogram_quantile(0.5, sum by (le, x) (rate(a[1m]))) / b", Set.of("x")))
                .containsExactly(
                        new Selector("a", Set.of("le", "x"), Map.of()), new Selector("b", Set.of("x"), Map.of()));
    }

    @Test
    void aVariableIsNoValue() {
        assertThat(Expression.selectors("a{x=\"$x\"}", Set.of()))
                .containsExactly(new Selector("a", Set.of("x"), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (y) (a)",
                "sum(a)",
                "histogram_quantile(0.5, sum by (x) (a))",
                "sum(a) by (x)",
                "sum without (x) (a)",
                "a)",
                "rate(a",
                "a{x=",
                "a & b"
            })
    void refusesWhatLosesALabelThatIsShownAndWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Expression.selectors(text, Set.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }
}
