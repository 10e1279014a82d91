package com.upcoach.load.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.load.gate.Chart.Line;
import com.upcoach.load.gate.Chart.Point;
import com.upcoach.load.gate.Chart.Ticks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void breaksALineWhereNothingWasMeasured() {
        Line line = new Line("p50", List.of(new Point(0, 1), new Point(1, Double.NaN), new Point(2, 10)));
        assertThat(chart(true, line).svg()).contains("M64.0 264.0M").doesNotContain("NaN");
    }

    @Test
    void endsAboveTheHighestValueAtARoundNumber() {
        Line line = new Line("sent", List.of(new Point(0, 0), new Point(60, 87)));
        assertThat(chart(false, line).svg()).contains(">100</text>").doesNotContain(">120</text>");
    }

    @Test
    void drawsAnEmptyRun() {
        assertThat(chart(true, new Line("p50", List.of())).svg())
                .contains("<svg", "</svg>")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void escapesNames() {
        assertThat(chart(false, new Line("<b>", List.of())).svg())
                .contains("&lt;b&gt;")
                .doesNotContain("<b>");
    }

    private static Chart chart(boolean logarithmic, Line line) {
        return new Chart("a title", "seconds", "ms", logarithmic, Ticks.PLAIN, List.of(line), "");
    }
}
