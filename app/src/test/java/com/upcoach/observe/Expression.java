package com.upcoach.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for. Reads as much of the language as dashboards and alerts here use and refuses the
 * rest: {@code by} stands before its argument, and series are joined by all of their labels.
 */
final class Expression {
    private static final Set<String> AGGREGATORS = Set.of("sum", "min", "max", "avg", "count");
    private static final Set<String> FUNCTIONS = Set.of(
            "rate", "increase", "resets", "vector", "time", "avg_over_time", "last_over_time", "absent_over_time");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless");
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]+]|" + NAME + "|[0-9.]+|=~|!~|!=|[=<>]=|[-+*/%^<>={}(),])\\s*");

    private final Deque<String> tokens = new ArrayDeque<>();
    private final List<Selector> selectors = new ArrayList<>();

    /**
     * A metric and what it must carry.
     *
     * @param metric its name
     * @param labels the labels that it is matched and grouped by
     * @param values the values that its labels are matched with exactly, but for variables
     */
    record Selector(String metric, Set<String> labels, Map<String, String> values) {
        Selector {
            labels = Set.copyOf(labels);
            values = Map.copyOf(values);
        }
    }

    private Expression(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(Objects.requireNonNull(matcher.group(1)));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("no token: " + text.substring(end));
        }
        tokens.add(")");
    }

    /**
     * Reads an expression.
     *
     * @param shown the labels that its result must have
     * @throws IllegalArgumentException if it is not understood, or loses one of these labels
     */
    static List<Selector> selectors(String text, Set<String> shown) {
        Expression expression = new Expression(text);
        expression.read(shown);
        if (!expression.tokens.isEmpty()) {
            throw new IllegalArgumentException("one ) too many");
        }
        return expression.selectors;
    }

    /** Reads to the closing parenthesis; the whole has one as well. */
    private void read(Set<String> wanted) {
        for (String token = next(); !token.equals(")"); token = next()) {
            if (token.equals("(")) {
                read(wanted);
            } else if (token.matches(NAME) && !OPERATORS.contains(token)) {
                named(token, wanted);
            }
        }
    }

    private void named(String name, Set<String> wanted) {
        if (AGGREGATORS.contains(name)) {
            aggregated(wanted);
        } else if (name.equals("histogram_quantile")) {
            argument(with(wanted, "le"));
        } else if (FUNCTIONS.contains(name)) {
            argument(wanted);
        } else {
            selectors.add(selector(name, wanted));
        }
    }

    private void aggregated(Set<String> wanted) {
        Set<String> kept = skip("by") ? labels() : Set.of();
        if (!kept.containsAll(wanted)) {
            throw new IllegalArgumentException("of " + wanted + " only " + kept + " are left");
        }
        argument(kept);
    }

    private void argument(Set<String> wanted) {
        expect("(");
        read(wanted);
    }

    private Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        expect("(");
        while (!skip(")")) {
            labels.add(next());
            skip(",");
        }
        return labels;
    }

    private Selector selector(String metric, Set<String> wanted) {
        Set<String> labels = new HashSet<>(wanted);
        Map<String, String> values = new HashMap<>();
        if (skip("{")) {
            while (!skip("}")) {
                match(labels, values);
            }
        }
        return new Selector(metric, labels, values);
    }

    private void match(Set<String> labels, Map<String, String> values) {
        String label = next();
        String operator = next();
        String value = next().replace("\"", "");
        labels.add(label);
        if (operator.equals("=") && !value.startsWith("$")) {
            values.put(label, value);
        }
        skip(",");
    }

    private String next() {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("ends too early");
        }
        return tokens.remove();
    }

    private boolean skip(String token) {
        boolean there = token.equals(tokens.peek());
        if (there) {
            tokens.remove();
        }
        return there;
    }

    private void expect(String token) {
        if (!skip(token)) {
            throw new IllegalArgumentException("no " + token + " before " + tokens);
        }
    }

    private static Set<String> with(Set<String> labels, String label) {
        Set<String> more = new LinkedHashSet<>(labels);
        more.add(label);
        return more;
    }
}
