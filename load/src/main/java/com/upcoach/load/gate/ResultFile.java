package com.upcoach.load.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A file of results in JMeter's CSV form, whose first line names the columns. */
final class ResultFile {
    private final int start;
    private final int elapsed;
    private final int label;
    private final int code;
    private final int success;

    private ResultFile(List<String> columns) {
        this.start = position(columns, "timeStamp");
        this.elapsed = position(columns, "elapsed");
        this.label = position(columns, "label");
        this.code = position(columns, "responseCode");
        this.success = position(columns, "success");
    }

    /**
     * Reads a file, a sample at a time.
     *
     * @throws IllegalArgumentException when it is none; its last line may be cut off
     */
    static void read(Path file, Consumer<Sample> samples) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            if (first == null) {
                throw new IllegalArgumentException(file + " is empty");
            }
            ResultFile form = new ResultFile(fields(first));
            int columns = fields(first).size();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = fields(line);
                if (fields.size() == columns) {
                    samples.accept(form.sample(fields));
                } else if (lines.readLine() != null) {
                    throw new IllegalArgumentException("not a line of results: " + line);
                }
            }
        }
    }

    private Sample sample(List<String> fields) {
        return new Sample(
                Long.parseLong(fields.get(start)),
                Integer.parseInt(fields.get(elapsed)),
                fields.get(label),
                fields.get(code),
                Boolean.parseBoolean(fields.get(success)));
    }

    private static int position(List<String> columns, String name) {
        int position = columns.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException("results have no column " + name);
        }
        return position;
    }

    /** Splits a line; a field in quotes may hold commas and doubled quotes. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
