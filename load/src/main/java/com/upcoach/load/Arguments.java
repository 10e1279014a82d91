package com.upcoach.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments of a command: {@code --name value}, each at most once. Immutable. */
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads arguments.
     *
     * @param known the names that there are, without dashes
     * @throws IllegalArgumentException that says what is wrong
     */
    public static Arguments of(List<String> arguments, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") || !known.contains(name.substring(2))) {
                throw new IllegalArgumentException("unknown argument " + name);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            if (values.put(name.substring(2), arguments.get(i + 1)) != null) {
                throw new IllegalArgumentException(name + " is there twice");
            }
        }
        return new Arguments(Map.copyOf(values));
    }

    /**
     * Returns a value.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public String required(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is needed"));
    }

    /** Returns a value, if it is there. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Returns a number that is not negative.
     *
     * @throws IllegalArgumentException when it is none
     */
    public int number(String name, int standard) {
        String value = optional(name).orElse(Integer.toString(standard));
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("--" + name + " is a number, not " + value);
        }
        return Integer.parseInt(value);
    }
}
