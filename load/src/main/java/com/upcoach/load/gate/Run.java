package com.upcoach.load.gate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What {@code load/run} kept of one run, as far as runs are compared by it.
 *
 * @param results of JMeter
 * @param caches of all members
 * @param statements that members had PostgreSQL answer, and failed ones
 * @param statementSeconds that they waited for them, together
 */
record Run(Results results, CacheUse caches, double statements, double statementSeconds) {
    /** Reads the directory of a run. */
    static Run of(Path directory) throws IOException {
        Rules rules = Rules.of(profile(directory.resolve("profile.properties")));
        List<Exposition> grown = Exposition.grown(directory.resolve("before"), directory.resolve("after"));
        return new Run(
                Results.of(directory.resolve("results.jtl"), rules.skipped()),
                CacheUse.of(grown),
                sum(grown, "db_query_duration_seconds_count"),
                sum(grown, "db_query_duration_seconds_sum"));
    }

    static Properties profile(Path file) throws IOException {
        Properties profile = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            profile.load(reader);
        }
        return profile;
    }

    private static double sum(List<Exposition> members, String name) {
        return members.stream()
                .flatMap(member -> member.series().stream())
                .filter(series -> series.name().equals(name))
                .mapToDouble(Exposition.Series::value)
                .sum();
    }

    /** Returns the mean time of an answer in milliseconds. */
    double meanMillis() {
        return results.judged().times().mean();
    }

    /** Returns the milliseconds that PostgreSQL took for a request. */
    double databaseMillis() {
        return 1_000 * statementSeconds / results.judged().count();
    }

    /** Returns how many statements a request came to. */
    double statementsPerRequest() {
        return statements / results.judged().count();
    }
}
