package com.upcoach.observe;

import com.upcoach.observe.Expression.Selector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics of a Prometheus text, with the labels of each and their values, and what others than members add. */
public final class Exported {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    /**
     * What no member exports: whether a target could be read, which Prometheus makes; and of PostgreSQL what
     * CloudNativePG 1.30.0 (its collector and default queries) and the Barman Cloud plugin 0.14.0 do, as far as it is
     * asked for.
     */
    private static final String OF_OTHERS = """
            up{service="upcoach-admin"} 1
            cnpg_collector_up{cluster="upcoach-db"} 1
            cnpg_collector_pg_wal{value="size"} 1
            cnpg_collector_pg_wal{value="volume_size"} 1
            cnpg_pg_replication_streaming_replicas 1
            cnpg_pg_stat_archiver_last_archived_time 1
            cnpg_pg_stat_archiver_last_failed_time 1
            barman_cloud_cloudnative_pg_io_last_available_backup_timestamp 1
            """;

    /** What Prometheus and its operator add to every sample. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance", "namespace", "pod");
    /** What no test provokes: it takes a thousand requests at a time to be overloaded. */
    private static final Set<String> SELDOM = Set.of("error_type=overloaded");

    private final Map<String, Map<String, Set<String>>> metrics = new HashMap<>();

    /** Reads a text. */
    public Exported(String text) {
        Stream.concat(OF_OTHERS.lines(), text.lines())
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(this::add);
    }

    private void add(Matcher sample) {
        Map<String, Set<String>> labels =
                metrics.computeIfAbsent(Objects.requireNonNull(sample.group(1)), name -> new HashMap<>());
        String list = sample.group(2);
        if (list != null) {
            LABEL.matcher(list)
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new HashSet<>())
                            .add(label.group(2)));
        }
    }

    /** Returns what dashboards and alerts ask for in vain. */
    public List<String> missing() {
        return queries().flatMap(this::missing).toList();
    }

    private static Stream<Query> queries() {
        return Stream.concat(
                Dashboard.all().stream().flatMap(Dashboard::queries),
                Alert.all().stream().map(Alert::query));
    }

    private Stream<String> missing(Query query) {
        try {
            return query.selectors().stream().flatMap(this::missing).map(what -> query.where() + ": no " + what);
        } catch (IllegalArgumentException e) {
            return Stream.of(query.where() + ": " + e.getMessage() + ": " + query.text());
        }
    }

    private Stream<String> missing(Selector selector) {
        String metric = selector.metric();
        Map<String, Set<String>> labels = metrics.get(metric);
        if (labels == null) {
            return Stream.of(metric);
        }
        Stream<String> unlabelled = selector.labels().stream()
                .filter(label -> !labels.containsKey(label) && !OF_TARGETS.contains(label))
                .map(label -> metric + "{" + label + "}");
        Stream<String> unseen = selector.values().entrySet().stream()
                .filter(match -> !labels.getOrDefault(match.getKey(), Set.of()).contains(match.getValue()))
                .map(match -> match.getKey() + "=" + match.getValue())
                .filter(match -> !SELDOM.contains(match))
                .map(match -> metric + "{" + match + "}");
        return Stream.concat(unlabelled, unseen);
    }
}
