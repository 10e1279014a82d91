package com.upcoach.load.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A line chart as inline SVG, with titled axes, ticks, and a legend.
 *
 * @param logarithmic whether heights are by decade, from 1 up
 * @param style class of the element around it
 */
record Chart(String title, String across, String up, boolean logarithmic, Ticks ticks, List<Line> lines, String style) {
    /** Told apart by people who see colours differently, too; dark enough for a white page. */
    private static final List<String> COLOURS = List.of(
            "#0b5fa5", "#c2410c", "#15803d", "#9d174d", "#6d28d9", "#0e7490", "#a16207", "#1b1f24", "#dc2626",
            "#4d7c0f", "#7c2d12", "#475569", "#be185d");

    private static final int LEFT = 64;
    private static final int TOP = 34;
    private static final int PLOT_HEIGHT = 230;
    private static final int BOTTOM = 46;
    private static final int LEGEND_LINE = 18;

    /** What stands below the horizontal axis. */
    enum Ticks {
        /** Numbers from zero. */
        PLAIN,
        /** Percentiles, where each next nine takes the same room. */
        PERCENTILES
    }

    /** A place in a chart; one whose height is no number is left out, and the line broken there. */
    record Point(double x, double y) {}

    /** A named line. */
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    /** Where a value is, and what is written there. */
    private record Tick(double value, String text) {}

    Chart {
        lines = List.copyOf(lines);
    }

    String svg() {
        int legend = (lines.size() + columns() - 1) / columns() * LEGEND_LINE;
        Formatter svg = new Formatter(Locale.ROOT);
        svg.format(
                "<figure class=\"%s\" style=\"margin:0\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                style, width(), TOP + PLOT_HEIGHT + BOTTOM + legend, escaped(title));
        svg.format("<text x=\"0\" y=\"16\" style=\"font-size:15px;font-weight:600\">%s</text>", escaped(title));
        axes(svg);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, i);
            legend(svg, i);
        }
        return svg.format("</svg></figure>%n").toString();
    }

    private int width() {
        return style.isEmpty() ? 560 : 1_140;
    }

    private int columns() {
        return style.isEmpty() ? 3 : 4;
    }

    private int plotWidth() {
        return width() - LEFT - 16;
    }

    private void axes(Formatter svg) {
        for (Tick tick : heights()) {
            double y = y(tick.value);
            svg.format(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#d8dee4\"/>",
                    LEFT, LEFT + plotWidth(), y, y);
            svg.format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, tick.text);
        }
        int floor = TOP + PLOT_HEIGHT;
        for (Tick tick : widths()) {
            double x = x(tick.value);
            svg.format(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#57606a\"/>", x, x, floor, floor + 4);
            svg.format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, floor + 18, tick.text);
        }
        svg.format(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#57606a\"/>",
                LEFT, LEFT + plotWidth(), floor, floor);
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LEFT + plotWidth(), floor + 36, escaped(across));
        svg.format(
                "<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\" text-anchor=\"middle\">%s</text>",
                TOP + PLOT_HEIGHT / 2, TOP + PLOT_HEIGHT / 2, escaped(up));
    }

    /** Of two the first is broader, so that the other one does not hide it where both are the same. */
    private void line(Formatter svg, int i) {
        Formatter path = new Formatter(Locale.ROOT);
        boolean broken = true;
        for (Point point : lines.get(i).points) {
            if (Double.isNaN(point.y)) {
                broken = true;
            } else {
                path.format("%s%.1f %.1f", broken ? "M" : "L", x(point.x), y(point.y));
                broken = false;
            }
        }
        svg.format(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s><title>%s</title></path>",
                path, colour(i), i == 0 && lines.size() == 2 ? "3" : "1.8", dash(i), escaped(lines.get(i).name));
    }

    private static String colour(int i) {
        return COLOURS.get(i % COLOURS.size());
    }

    private static String dash(int i) {
        return i >= COLOURS.size() ? " stroke-dasharray=\"5 3\"" : "";
    }

    private void legend(Formatter svg, int i) {
        double x = LEFT + (double) plotWidth() / columns() * (i % columns());
        int y = TOP + PLOT_HEIGHT + BOTTOM + LEGEND_LINE * (i / columns()) + 6;
        svg.format(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"%s/>",
                x, x + 18, y - 4, y - 4, colour(i), dash(i));
        svg.format("<text x=\"%.1f\" y=\"%d\">%s</text>", x + 24, y, escaped(lines.get(i).name));
    }

    private double x(double value) {
        return LEFT + value / widest() * plotWidth();
    }

    private double y(double value) {
        double share = logarithmic ? Math.log10(Math.max(1, value)) / Math.log10(ceiling()) : value / ceiling();
        return TOP + PLOT_HEIGHT * (1 - share);
    }

    private double widest() {
        double most = lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
        return Math.max(most, ticks == Ticks.PLAIN ? 1 : 1.05);
    }

    /** The round number that everything is below. */
    private double ceiling() {
        double most = Math.max(logarithmic ? 0 : 1, values().max().orElse(1));
        return logarithmic ? Math.max(10, most * 1.2) : step(most) * Math.ceil(Math.max(most, 1e-9) / step(most));
    }

    private DoubleStream values() {
        return lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(Point::y)
                .filter(Double::isFinite);
    }

    /** A step of 1, 2 or 5 times a power of ten, of which about five make the whole. */
    private static double step(double whole) {
        double rough = Math.max(whole, 0.1) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private List<Tick> heights() {
        List<Tick> all = new ArrayList<>();
        if (logarithmic) {
            for (double decade = 1; decade <= ceiling(); decade *= 10) {
                for (double value : new double[] {decade, 2 * decade, 5 * decade}) {
                    if (value <= ceiling()) {
                        all.add(new Tick(value, number(value)));
                    }
                }
            }
        } else {
            double step = step(Math.max(1, values().max().orElse(1)));
            for (int i = 0; i * step <= ceiling() * 1.001; i++) {
                all.add(new Tick(i * step, number(i * step)));
            }
        }
        return all;
    }

    private List<Tick> widths() {
        List<Tick> all = new ArrayList<>();
        if (ticks == Ticks.PERCENTILES) {
            for (double percent : new double[] {0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99}) {
                double nines = -Math.log10(1 - percent / 100);
                if (nines <= widest() + 0.001) {
                    all.add(new Tick(nines, number(percent)));
                }
            }
        } else {
            double step = step(widest() / 2);
            for (int i = 0; i * step <= widest(); i++) {
                all.add(new Tick(i * step, number(i * step)));
            }
        }
        return all;
    }

    private static String number(double value) {
        return new BigDecimal(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
