package com.upcoach.load.gate;

import com.upcoach.load.gate.Chart.Line;
import com.upcoach.load.gate.Chart.Point;
import com.upcoach.load.gate.Results.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The page of a run: one HTML file that needs nothing else, with verdicts, charts and a table of samplers. */
record Page(String title, Rules rules, Results results, CacheUse caches, List<Verdict> verdicts) {
    private static final int MOST_STRETCHES = 150;

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>@TITLE@</title>
            <style>
            body {font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1b1f24; background: #fff; margin: 2rem auto; max-width: 1180px; padding: 0 1rem}
            h1 {font-size: 1.5rem; margin: 0 0 .25rem} h2 {font-size: 1.1rem; margin: 2rem 0 .5rem}
            p {margin: .25rem 0; color: #444c56}
            table {border-collapse: collapse; margin: .5rem 0} th, td {padding: .25rem .9rem .25rem 0; text-align: right; border-bottom: 1px solid #d8dee4; font-variant-numeric: tabular-nums}
            th, td:first-child {white-space: nowrap} th:first-child, td:first-child {text-align: left} th {color: #444c56; font-weight: 600}
            .pass {color: #116329; font-weight: 700} .fail {color: #b3001e; font-weight: 700}
            .charts {display: grid; grid-template-columns: repeat(auto-fit, minmax(min(520px, 100%), 1fr)); gap: 1rem 1.5rem} .wide {grid-column: 1 / -1}
            svg {width: 100%; height: auto; display: block} svg text {font-size: 12px; fill: #1b1f24}
            </style>
            </head>
            <body>
            <h1>@TITLE@</h1>
            """;

    Page {
        verdicts = List.copyOf(verdicts);
    }

    String html() {
        StringBuilder html = new StringBuilder(HEAD.replace("@TITLE@", Chart.escaped(title)));
        html.append("<p>")
                .append(new Summary(title, rules, results, caches, verdicts).note())
                .append("</p>\n");
        table(
                html,
                List.of("asked for", "asked", "seen", "verdict"),
                verdicts.stream().map(Page::cells).toList());
        List<Stretch> stretches = results.stretches(MOST_STRETCHES);
        html.append("<div class=\"charts\">\n");
        html.append(latency(stretches))
                .append(throughput(stretches))
                .append(percentiles())
                .append(errors(stretches));
        html.append("</div>\n<h2>Samplers</h2>\n");
        table(
                html,
                List.of("sampler", "samples", "failed", "p50 ms", "p95 ms", "p99 ms", "longest ms", "answers"),
                samplers());
        html.append("<h2>Caches</h2>\n");
        table(html, List.of("map", "look-ups", "near %", "from memory %"), maps());
        return html.append("</body>\n</html>\n").toString();
    }

    private static List<String> cells(Verdict verdict) {
        String word = verdict.passed() ? "<span class=\"pass\">pass</span>" : "<span class=\"fail\">FAIL</span>";
        return List.of(Chart.escaped(verdict.what()), verdict.asked(), verdict.seen(), word);
    }

    private String latency(List<Stretch> stretches) {
        List<Line> lines = new ArrayList<>();
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            lines.add(over(
                    "p" + Math.round(share * 100),
                    stretches,
                    tally -> tally.count() == 0 ? Double.NaN : tally.times().percentile(share)));
        }
        Double asked = rules.limits().get(Rules.Rule.P95);
        if (asked != null) {
            lines.add(over("p95 asked for", stretches, any -> asked));
        }
        return new Chart(
                        "Latency over time",
                        "seconds since the first request",
                        "ms, log scale",
                        true,
                        Chart.Ticks.PLAIN,
                        lines,
                        "")
                .svg();
    }

    private String throughput(List<Stretch> stretches) {
        double length = stretches.isEmpty() ? 1 : stretches.getFirst().length();
        List<Line> lines = List.of(
                over("sent", stretches, tally -> tally.count() / length),
                over("answered well", stretches, tally -> (tally.count() - tally.failed()) / length));
        return new Chart(
                        "Throughput over time",
                        "seconds since the first request",
                        "requests a second",
                        false,
                        Chart.Ticks.PLAIN,
                        lines,
                        "")
                .svg();
    }

    private String errors(List<Stretch> stretches) {
        TreeSet<String> bad = new TreeSet<>();
        stretches.forEach(stretch -> stretch.tally().codes().keySet().stream()
                .filter(code -> !code.startsWith("2"))
                .forEach(bad::add));
        double length = stretches.isEmpty() ? 1 : stretches.getFirst().length();
        List<Line> lines = new ArrayList<>(List.of(over("failed", stretches, tally -> tally.failed() / length)));
        bad.forEach(code -> lines.add(over(code, stretches, tally -> tally.of(code) / length)));
        return new Chart(
                        "Failures, and answers that are not 2xx",
                        "seconds since the first request",
                        "a second",
                        false,
                        Chart.Ticks.PLAIN,
                        lines,
                        "wide")
                .svg();
    }

    private String percentiles() {
        List<Line> lines = new ArrayList<>();
        results.labels().forEach((label, tally) -> lines.add(new Line(label, curve(tally.times()))));
        return new Chart(
                        "Percentiles of each sampler",
                        "percentile",
                        "ms, log scale",
                        true,
                        Chart.Ticks.PERCENTILES,
                        lines,
                        "wide")
                .svg();
    }

    /** Up to the percentile that ten samples are beyond: what lies further out is chance. */
    private static List<Point> curve(Times times) {
        List<Point> points = new ArrayList<>();
        for (double nines = 0; nines <= 4.0001; nines += 0.05) {
            double beyond = Math.pow(10, -nines);
            if (beyond * times.count() >= 10) {
                points.add(new Point(nines, times.percentile(1 - beyond)));
            }
        }
        return points;
    }

    private static Line over(String name, List<Stretch> stretches, ToDoubleFunction<Tally> value) {
        return new Line(
                name,
                stretches.stream()
                        .map(stretch -> new Point(stretch.middle(), value.applyAsDouble(stretch.tally())))
                        .toList());
    }

    private List<List<String>> samplers() {
        List<List<String>> rows = new ArrayList<>();
        results.labels().forEach((label, tally) -> rows.add(row(label, tally)));
        rows.add(row("all", results.judged()));
        return rows;
    }

    private static List<String> row(String label, Tally tally) {
        Times times = tally.times();
        StringBuilder codes = new StringBuilder();
        tally.codes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(code -> codes.append(code.getKey())
                        .append(": ")
                        .append(code.getValue())
                        .append(' '));
        return List.of(
                Chart.escaped(label),
                Long.toString(tally.count()),
                Long.toString(tally.failed()),
                Integer.toString(times.percentile(0.5)),
                Integer.toString(times.percentile(0.95)),
                Integer.toString(times.percentile(0.99)),
                Integer.toString(times.longest()),
                Chart.escaped(codes.toString().strip()));
    }

    private List<List<String>> maps() {
        List<List<String>> rows = new ArrayList<>();
        caches.maps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(map -> map.getValue().lookups() > 0)
                .forEach(map -> rows.add(List.of(
                        Chart.escaped(map.getKey()),
                        "%.0f".formatted(map.getValue().lookups()),
                        String.format(
                                Locale.ROOT,
                                "%.1f",
                                100 * map.getValue().nearRatio().orElse(0)),
                        String.format(
                                Locale.ROOT,
                                "%.1f",
                                100 * map.getValue().ratio().orElse(0)))));
        return rows;
    }

    private static void table(StringBuilder html, List<String> heads, List<List<String>> rows) {
        html.append("<table>\n<tr><th>").append(String.join("</th><th>", heads)).append("</th></tr>\n");
        rows.forEach(row ->
                html.append("<tr><td>").append(String.join("</td><td>", row)).append("</td></tr>\n"));
        html.append("</table>\n");
    }
}
